package dev.wsctl.cli.render;

import dev.wsctl.cli.check.DeliveryCheck;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what verify prints")
class VerifyViewsTest {
    /** Pairs of these hosts; nothing passes to or from {@code deaf}. */
    private static VerifyViews.Verified verified(String deaf, String... hosts) {
        List<Participant> participants = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (String from : hosts) {
            participants.add(new Participant(
                    from, "ws://" + from + "/ws", 4, 4, List.of(), new RedisLink(RedisLink.State.HEALTHY, "healthy")));
            for (String to : hosts) {
                boolean silent = !from.equals(to) && (from.equals(deaf) || to.equals(deaf));
                deliveries.add(
                        silent
                                ? new Delivery(from, to, 160, 0, 160, 0, 0, 0, Double.NaN, Double.NaN)
                                : new Delivery(from, to, 160, 160, 0, 0, 0, 0, from.equals(to) ? 251 : 856, 7_730));
            }
        }
        Verification measured = new Verification(participants, deliveries, 2, List.of(), Optional.empty());
        return new VerifyViews.Verified(measured, DeliveryCheck.judge(measured));
    }

    @Test
    @DisplayName("N1 all is delivered; also as wsctl/verify/v1")
    void well() {
        VerifyViews.Verified verified = verified("", "10.0.0.7:8001", "10.0.0.8:8001");
        Golden.looks("verify-well", VerifyViews.views(), verified);
        Golden.matches("verify.json", Golden.json(VerifyViews.views(), verified));
    }

    @Test
    @DisplayName(
            "N1 of many pairs those that fail; all of them when asked for in full, and the verdict alone when quiet")
    void many() {
        VerifyViews.Verified verified = verified(
                "10.0.0.9:8001", "10.0.0.5:8001", "10.0.0.6:8001", "10.0.0.7:8001", "10.0.0.8:8001", "10.0.0.9:8001");
        Golden.looks("verify-many", VerifyViews.views(), verified);
        Golden.looks("verify-verbose", VerifyViews.views().human(), verified, Page.Detail.VERBOSE);
        Golden.looks("verify-quiet", VerifyViews.views().human(), verified, Page.Detail.QUIET);
    }

    @Test
    @DisplayName("N1 one of three is deaf: the pairs, the cause and what to try")
    void deaf() {
        Golden.looks(
                "verify-deaf",
                VerifyViews.views(),
                verified(
                        "chat-c.example.internal:8001",
                        "10.0.0.7:8001",
                        "10.0.0.8:8001",
                        "chat-c.example.internal:8001"));
    }
}

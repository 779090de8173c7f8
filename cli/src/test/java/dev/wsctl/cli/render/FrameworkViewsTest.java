package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.FrameworkCensus;
import dev.wsctl.cli.model.Status;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameworkViewsTest {
    private static final Framework SOCKET_IO = new Framework(
            "Socket.IO (redis-adapter)",
            "socket.io",
            Confidence.HIGH,
            "socket.io-request#/#",
            Count.of(2),
            Count.of(1),
            Count.unknown("kept in the processes, not in Redis"),
            Count.unknown("kept in the processes, not in Redis"),
            Count.unknown("pub/sub stores nothing"),
            List.of(new Finding(
                    Status.CRITICAL,
                    "1 of 2 instances subscribed, but gave no answer: stopped, hung, or its event loop is blocked",
                    "every subscribed instance answers",
                    "find the process by its address in wsctl subscribers; restart it")));

    private static final Framework CHAT = new Framework(
            "chat rooms",
            "",
            Confidence.LOW,
            "chat:*",
            Count.atLeast(3, "instances with the same room"),
            Count.unknown("no harmless probe is known"),
            Count.of(1200),
            Count.unknown("kept in the processes, not in Redis"),
            Count.unknown("pub/sub stores nothing"),
            List.of());

    @Test
    @DisplayName(
            "N2 frameworks: what is known, what is not and why, and who does not answer; as wsctl/frameworks/v1, too")
    void showsWhatIsKnownAndWhatIsNot() {
        FrameworkCensus census =
                new FrameworkCensus("redis://localhost:6379/0", List.of(SOCKET_IO, CHAT), true, 1, List.of());
        Golden.looks("frameworks-trouble", FrameworkViews.all(), census);
        Golden.matches("frameworks.json", Golden.json(FrameworkViews.all(), census));
    }

    @Test
    @DisplayName("N2 frameworks: none recognised is one line, and a look cut short is never OK")
    void noneIsOneLine() {
        Golden.looks(
                "frameworks-none",
                FrameworkViews.all(),
                new FrameworkCensus("redis://localhost:6379/0", List.of(), false, 1, List.of()));
        Golden.looks(
                "frameworks-partial",
                FrameworkViews.all(),
                new FrameworkCensus(
                        "redis://localhost:6379/0",
                        List.of(),
                        false,
                        3,
                        List.of("10.0.0.7:6379 did not answer within 2 s")));
    }
}

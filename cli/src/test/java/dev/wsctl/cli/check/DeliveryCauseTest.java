package dev.wsctl.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.model.Verification.Home;
import dev.wsctl.cli.model.Verification.Publication;
import dev.wsctl.cli.model.Verification.RedisView;
import dev.wsctl.cli.model.Verification.RoomFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N1 the delivery check names the cause by what Redis shows:")
class DeliveryCauseTest {
    private static final String CHAT = "chat:{room}";

    @Test
    @DisplayName("another prefix")
    void anotherPrefix() {
        DeliveryFinding finding = only(
                view(List.of(room(CHAT, 1), room("x:{room}", 1)), sent("a", CHAT), sent("b", "x:{room}")),
                2,
                (from, to) -> false);

        assertThat(finding.code()).isEqualTo("DEL13");
        assertThat(finding.title())
                .isEqualTo("no instance hears another: the channel prefix differs; a publishes on chat:{room}, b"
                        + " publishes on x:{room}");
        assertThat(finding.evidence()).contains("1 of 2 instances subscribed to chat:{room}");
    }

    @Test
    @DisplayName("nothing published")
    void nothingPublished() {
        assertThat(only(view(List.of(room(CHAT, 2))), 2, (from, to) -> false).title())
                .endsWith("each delivers to its own members only and publishes nothing");
        DeliveryFinding one = only(view(List.of(room(CHAT, 2)), sent("a", CHAT)), 2, (from, to) -> from.equals("a"));
        assertThat(one.code()).isEqualTo("DEL05");
        assertThat(one.title()).isEqualTo("b hears a but is not heard by them: it publishes nothing");
    }

    @Test
    @DisplayName("no subscription, or one that is not read")
    void missingOrDeaf() {
        DeliveryFinding missing =
                only(view(List.of(room(CHAT, 1)), sent("a", CHAT), sent("b", CHAT)), 2, (from, to) -> from.equals("b"));
        assertThat(missing.code()).isEqualTo("DEL14");
        assertThat(missing.title()).startsWith("b is heard by a").endsWith("its subscription is missing");

        DeliveryFinding deaf =
                only(view(List.of(room(CHAT, 2)), sent("a", CHAT), sent("b", CHAT)), 2, (from, to) -> from.equals("b"));
        assertThat(deaf.code()).isEqualTo("DEL04");
        assertThat(deaf.title()).endsWith("it is subscribed, but does not process what arrives");
    }

    @Test
    @DisplayName("no subscription is called missing that may be on a node that was not asked")
    void notCalledMissing() {
        RedisView partly = new RedisView(
                List.of(room(CHAT, 1)),
                List.of(sent("a", CHAT), sent("b", CHAT)),
                List.of(),
                List.of("10.0.0.9:6379 does not answer"),
                List.of("10.0.0.9:6379 does not answer"));
        DeliveryFinding deaf = only(partly, 2, (from, to) -> from.equals("b"));
        assertThat(deaf.code()).isEqualTo("DEL04");
        assertThat(deaf.title()).endsWith("its subscription is deaf");
        assertThat(deaf.evidence()).contains("1 of 2 instances subscribed", "10.0.0.9:6379 does not answer");
    }

    @Test
    @DisplayName("rooms that are kept on different servers, and what is lost for another reason beside it")
    void strewn() {
        RedisView view = new RedisView(
                List.of(room(CHAT, 1)),
                List.of(sent("a", CHAT), sent("b", CHAT), sent("c", CHAT)),
                List.of(new Home("a", 1, "x:1"), new Home("b", 1, "x:1"), new Home("c", 1, "y:1")),
                List.of(),
                List.of());
        DeliveryFinding finding = only(view, 3, (from, to) -> !from.equals("c") && !to.equals("c"));
        assertThat(finding.code()).isEqualTo("DEL15");
        assertThat(finding.title()).isEqualTo("a, b and c keep the same room on different servers");
        assertThat(finding.evidence())
                .isEqualTo("room 1 is on x:1 for a and b, on y:1 for c; 80 of 80 deliveries between them were lost");
    }

    @Test
    @DisplayName("another Redis")
    void anotherRedis() {
        DeliveryFinding two = only(view(List.of(room(CHAT, 1)), sent("a", CHAT)), 2, (from, to) -> false);
        assertThat(two.code()).isEqualTo("DEL02");
        assertThat(two.title()).endsWith("they share no Redis; of b this one sees nothing");

        DeliveryFinding three = only(
                view(List.of(room(CHAT, 2)), sent("a", CHAT), sent("b", CHAT)),
                3,
                (from, to) -> !from.equals("c") && !to.equals("c"));
        assertThat(three.code()).isEqualTo("DEL03");
        assertThat(three.title()).endsWith("it uses another Redis; this one sees nothing of it");
    }

    @Test
    @DisplayName("published, and dropped by all others")
    void dropped() {
        assertThat(only(
                                view(List.of(room(CHAT, 3)), sent("a", CHAT), sent("b", CHAT), sent("c", CHAT)),
                                3,
                                (from, to) -> !from.equals("c"))
                        .title())
                .endsWith("its messages reach Redis, and the others drop them");
    }

    @Test
    @DisplayName("and nothing by what Redis could not show")
    void nothingWithoutEvidence() {
        RedisView blind = new RedisView(List.of(room(CHAT, 2)), List.of(), List.of("watched too late"));
        DeliveryFinding finding = only(blind, 2, (from, to) -> false);
        assertThat(finding.code()).isEqualTo("DEL02");
        assertThat(finding.evidence()).endsWith("; watched too late");

        RedisView nothing = view(List.of());
        assertThat(only(nothing, 2, (from, to) -> from.equals("b")).title())
                .isEqualTo("nothing passes from a to b: the one does not publish, or the other does not hear");
        RedisView anonymous = view(List.of(room(CHAT, 2)), sent("", CHAT));
        assertThat(only(anonymous, 2, (from, to) -> false).title()).contains("they share no Redis, or not the same");
    }

    /** The only finding, where of {@code instances} those pairs deliver that are let through. */
    private static DeliveryFinding only(RedisView view, int instances, BiPredicate<String, String> delivers) {
        List<String> names = List.of("a", "b", "c").subList(0, instances);
        List<Delivery> pairs = new ArrayList<>();
        for (String from : names) {
            for (String to : names) {
                boolean fine = from.equals(to) || delivers.test(from, to);
                pairs.add(new Delivery(from, to, 20, fine ? 20 : 0, fine ? 0 : 20, 0, 0, 0, 1, 2));
            }
        }
        List<Participant> participants = names.stream()
                .map(name -> new Participant(
                        name,
                        "ws://" + name + ":80/ws",
                        4,
                        4,
                        List.of(),
                        new RedisLink(RedisLink.State.HEALTHY, "healthy")))
                .toList();
        List<DeliveryFinding> findings = DeliveryCheck.judge(
                        new Verification(participants, pairs, 2, List.of(), Optional.of(view)))
                .findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static RedisView view(List<RoomFamily> families, Publication... published) {
        return new RedisView(families, List.of(published), List.of());
    }

    private static RoomFamily room(String name, long subscribers) {
        return new RoomFamily(name, false, subscribers);
    }

    private static Publication sent(String from, String family) {
        return new Publication(from, family, 80);
    }
}

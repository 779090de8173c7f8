package dev.wsctl.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsctl.cli.check.DeliveryCheck.Judgement;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N1 the delivery check")
class DeliveryCheckTest {
    private static final RedisLink HEALTHY = new RedisLink(RedisLink.State.HEALTHY, "healthy");
    private static final RedisLink UNHEALTHY = new RedisLink(RedisLink.State.UNHEALTHY, "unhealthy: timed out");

    @Test
    @DisplayName("is OK when every pair delivers")
    void isOkWhenEveryPairDelivers() {
        Judgement judgement = judge(three(HEALTHY), DeliveryCheckTest::fine);

        assertThat(judgement.status()).isEqualTo(Status.OK);
        assertThat(judgement.findings()).isEmpty();
    }

    @Test
    @DisplayName("names the instance that is cut off from Redis, with what it says itself")
    void namesTheInstanceThatIsCutOff() {
        List<Participant> participants = List.of(at("a", HEALTHY), at("b", HEALTHY), at("c", UNHEALTHY));

        Judgement judgement =
                judge(participants, (from, to) -> from.equals("c") != to.equals("c") ? lost(from, to) : fine(from, to));

        assertThat(judgement.status()).isEqualTo(Status.CRITICAL);
        assertThat(judgement.findings()).hasSize(1);
        assertThat(judgement.findings().get(0).title())
                .isEqualTo("c neither hears a and b nor is heard by them: it is cut off from Redis");
        assertThat(judgement.findings().get(0).evidence())
                .isEqualTo("0 of 80 deliveries arrived; c/health/redis says unhealthy: timed out");
        assertThat(judgement.findings().get(0).remedy()).contains("curl -s http://c:80/health/redis");
    }

    @Test
    @DisplayName("supposes another prefix when the cut-off instance's Redis is healthy")
    void supposesAnotherPrefix() {
        Judgement judgement = judge(
                three(HEALTHY), (from, to) -> from.equals("c") != to.equals("c") ? lost(from, to) : fine(from, to));

        assertThat(titles(judgement))
                .containsExactly("c neither hears a and b nor is heard by them: it uses another Redis or another"
                        + " channel prefix");
    }

    @Test
    @DisplayName("tells a deaf instance from a mute one")
    void tellsADeafInstanceFromAMuteOne() {
        assertThat(titles(judge(
                        three(HEALTHY),
                        (from, to) -> to.equals("b") && !from.equals("b") ? lost(from, to) : fine(from, to))))
                .containsExactly("b is heard by a and c but does not hear them: its subscription is deaf");
        assertThat(titles(judge(
                        three(HEALTHY),
                        (from, to) -> from.equals("b") && !to.equals("b") ? lost(from, to) : fine(from, to))))
                .containsExactly("b hears a and c but is not heard by them: its messages do not get published");
    }

    @Test
    @DisplayName("says that no instance hears another")
    void saysThatNoInstanceHearsAnother() {
        assertThat(titles(judge(three(HEALTHY), (from, to) -> from.equals(to) ? fine(from, to) : lost(from, to))))
                .containsExactly("no instance hears another: they share no Redis, or not the same channel prefix");
        assertThat(titles(judge(three(UNHEALTHY), (from, to) -> from.equals(to) ? fine(from, to) : lost(from, to))))
                .containsExactly("no instance hears another: all of them are without Redis");
    }

    @Test
    @DisplayName("of two instances names the one that says it has no Redis")
    void ofTwoNamesTheOneWithoutRedis() {
        assertThat(titles(judge(
                        List.of(at("a", HEALTHY), at("b", UNHEALTHY)),
                        (from, to) -> from.equals(to) ? fine(from, to) : lost(from, to))))
                .containsExactly("b neither hears a nor is heard by them: it is cut off from Redis");
    }

    @Test
    @DisplayName("recognises groups that hear each other only within")
    void recognisesIslands() {
        List<Participant> participants =
                List.of(at("a", HEALTHY), at("b", HEALTHY), at("c", HEALTHY), at("d", HEALTHY));

        Judgement judgement = judge(
                participants, (from, to) -> "ab".contains(from) == "ab".contains(to) ? fine(from, to) : lost(from, to));

        assertThat(titles(judgement))
                .containsExactly("the instances form 2 groups that do not hear each other: a with b and c with d");
    }

    @Test
    @DisplayName("names each pair that loses, duplicates, reorders or misroutes some")
    void namesEachPairWithAFault() {
        Judgement judgement = judge(three(HEALTHY), (from, to) -> switch (from + to) {
            case "ab" -> new Delivery(from, to, 20, 17, 3, 0, 0, 0, 1, 2);
            case "bb" -> new Delivery(from, to, 20, 20, 0, 20, 0, 0, 1, 2);
            case "bc" -> new Delivery(from, to, 20, 20, 0, 0, 4, 0, 1, 2);
            case "ca" -> new Delivery(from, to, 20, 20, 0, 0, 0, 5, 1, 2);
            default -> fine(from, to);
        });

        assertThat(judgement.findings())
                .extracting(DeliveryFinding::code, DeliveryFinding::subject)
                .containsExactlyInAnyOrder(
                        tuple("DEL06", "a → b"),
                        tuple("DEL07", "b → b"),
                        tuple("DEL08", "b → c"),
                        tuple("DEL09", "c → a"));
        assertThat(judgement.status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    @DisplayName("a target that cannot be joined is never healthy, and its reason is told")
    void aTargetThatCannotBeJoinedIsNeverHealthy() {
        List<Participant> participants = List.of(
                at("a", HEALTHY),
                new Participant(
                        "b", "ws://b:80/ws", 4, 0, List.of("connection refused"), RedisLink.notTold("refused")));

        Judgement judgement = judge(
                participants,
                (from, to) -> from.equals("a") && to.equals("a")
                        ? fine(from, to)
                        : new Delivery(from, to, 0, 0, 0, 0, 0, 0, 0, 0));

        assertThat(judgement.status()).isEqualTo(Status.CRITICAL);
        assertThat(titles(judgement)).containsExactly("b cannot be joined");
        assertThat(judgement.findings().get(0).evidence()).isEqualTo("connection refused");
    }

    @Test
    @DisplayName("what to try where nobody can be joined fits what the server has answered")
    void whatToTryFitsTheAnswer() {
        assertThat(remedy("connection refused"))
                .containsExactly("check the URL ws://b:80/ws: does a server run there?");
        assertThat(remedy("HTTP 403 Forbidden")).anyMatch(hint -> hint.contains("-H 'Origin: "));
        assertThat(remedy("the server does not let it join: Access refused for user 'guest'"))
                .anyMatch(hint -> hint.contains("wants another room, a login or a token"))
                .noneMatch(hint -> hint.contains("does a server run there?"));
        assertThat(remedy("HTTP 500 Internal server error"))
                .containsExactly("it answers, but fails: look in its log. Does it reach its Redis?");
        assertThat(remedy("HTTP 404 Not Found")).anyMatch(hint -> hint.contains("check the URL"));
    }

    private static List<String> remedy(String failure) {
        Participant b = new Participant("b", "ws://b:80/ws", 4, 0, List.of(failure), HEALTHY);
        Judgement judgement = judge(List.of(b), (from, to) -> new Delivery(from, to, 0, 0, 0, 0, 0, 0, 0, 0));
        return judgement.findings().get(0).remedy();
    }

    @Test
    @DisplayName("what was not measured reads as UNKNOWN")
    void whatWasNotMeasuredIsUnknown() {
        assertThat(judge(List.of(at("a", HEALTHY)), (from, to) -> new Delivery(from, to, 0, 0, 0, 0, 0, 0, 0, 0))
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    @DisplayName("what was delivered was delivered, however busy the machine was that counted it")
    void aBusyMachineDoesNotMakeADeliveryDoubtful() {
        Verification busy = new Verification(
                List.of(at("a", HEALTHY)), List.of(fine("a", "a")), 2, List.of("CPU 100 %"), Optional.empty());

        assertThat(DeliveryCheck.judge(busy).status()).isEqualTo(Status.OK);
    }

    private static Judgement judge(List<Participant> participants, BiFunction<String, String, Delivery> deliveries) {
        List<Delivery> pairs = new ArrayList<>();
        for (Participant from : participants) {
            for (Participant to : participants) {
                pairs.add(deliveries.apply(from.label(), to.label()));
            }
        }
        return DeliveryCheck.judge(new Verification(participants, pairs, 2, List.of(), Optional.empty()));
    }

    private static List<String> titles(Judgement judgement) {
        return judgement.findings().stream().map(DeliveryFinding::title).toList();
    }

    private static List<Participant> three(RedisLink link) {
        return List.of(at("a", link), at("b", link), at("c", link));
    }

    private static Participant at(String label, RedisLink link) {
        return new Participant(label, "ws://" + label + ":80/ws", 4, 4, List.of(), link);
    }

    private static Delivery fine(String from, String to) {
        return new Delivery(from, to, 20, 20, 0, 0, 0, 0, 300, 900);
    }

    private static Delivery lost(String from, String to) {
        return new Delivery(from, to, 20, 0, 20, 0, 0, 0, Double.NaN, Double.NaN);
    }
}

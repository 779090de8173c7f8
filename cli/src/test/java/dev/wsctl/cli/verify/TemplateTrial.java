package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What wsctl says of two instances of a real server, in one of its dialects. Every figure is exact. */
final class TemplateTrial {
    private static final int ROUNDS = 5;
    /** Of verify on two instances: two rooms with two members on each. */
    private static final int A_PAIR = 2 * 2 * 2 * ROUNDS;

    private static final int SENT = 80;
    private static final int MEMBERS = 4;

    private final String a;
    private final String b;
    private final String[] options;

    /** @param options the dialect, and what this server wants besides */
    TemplateTrial(String a, String b, String... options) {
        this.a = a;
        this.b = b;
        this.options = options;
    }

    /** Everything arrives everywhere, once. */
    void everythingArrives() {
        Run verify = verify();
        assertThat(verify.json().path("status").asText()).as(verify.all()).isEqualTo("OK");
        assertThat(verify.code()).isZero();
        assertThat(verify.json().path("pairs")).hasSize(4).allSatisfy(pair -> assertPair(pair, "sent", A_PAIR, A_PAIR));

        Run load = load();
        assertThat(load.json().at("/verdict").asText()).as(load.all()).isNotEqualTo("FAILED");
        assertThat(load.json().at("/connections/opened").asInt()).isEqualTo(2 * MEMBERS);
        JsonNode messages = load.json().path("messages");
        assertThat(messages.path("sent").asInt()).isEqualTo(SENT);
        assertPair(messages, "expected", SENT * MEMBERS, SENT * MEMBERS);
        assertThat(load.json().path("matrix"))
                .hasSize(4)
                .allSatisfy(pair -> assertPair(pair, "expected", SENT * MEMBERS / 4, SENT * MEMBERS / 4));
    }

    /** Each instance serves its own members, and nothing passes from one to the other: all of that is missed. */
    void nothingPasses() {
        Run verify = verify();
        assertThat(verify.json().path("status").asText()).as(verify.all()).isEqualTo("CRITICAL");
        assertThat(verify.code()).isEqualTo(2);
        assertThat(verify.json().path("pairs"))
                .hasSize(4)
                .allSatisfy(pair -> assertPair(pair, "sent", A_PAIR, isLocal(pair) ? A_PAIR : 0));

        Run load = load();
        assertThat(load.json().at("/verdict").asText()).as(load.all()).isNotEqualTo("PASSED");
        assertThat(load.code()).isNotZero();
        assertThat(load.json().at("/messages/sent").asInt()).isEqualTo(SENT);
        assertPair(load.json().path("messages"), "expected", SENT * MEMBERS, SENT * MEMBERS / 2);
        assertThat(load.json().path("matrix"))
                .hasSize(4)
                .allSatisfy(pair ->
                        assertPair(pair, "expected", SENT * MEMBERS / 4, isLocal(pair) ? SENT * MEMBERS / 4 : 0));
    }

    /** The second does not reach the others any more: that is told as its trouble. */
    void secondIsInTrouble() {
        Run verify = verify();
        assertThat(verify.json().path("status").asText()).as(verify.all()).isEqualTo("CRITICAL");
        assertThat(verify.code()).isEqualTo(2);
        String label = verify.json().at("/targets/1/label").asText();
        assertThat(verify.json().path("findings").findValuesAsText("title"))
                .as(verify.all())
                .anyMatch(title -> title.contains(label));

        Run load = load();
        assertThat(load.json().at("/verdict").asText()).as(load.all()).isNotEqualTo("PASSED");
        assertThat(load.code()).isNotZero();
    }

    private static boolean isLocal(JsonNode pair) {
        return pair.path("from").asText().equals(pair.path("to").asText());
    }

    private static void assertPair(JsonNode ledger, String name, int expected, int delivered) {
        assertThat(Stream.of(name, "delivered", "lost", "duplicated", "reordered", "misrouted")
                        .map(field -> ledger.path(field).asInt(-1)))
                .as(ledger.toString())
                .containsExactly(expected, delivered, expected - delivered, 0, 0, 0);
    }

    private Run verify() {
        return wsctl("verify", "--rounds", "" + ROUNDS, "--deadline", "8s");
    }

    private Run load() {
        return wsctl(
                "loadtest",
                "--connections",
                "" + 2 * MEMBERS,
                "--rooms",
                "2",
                "--rate",
                "40",
                "--duration",
                "2s",
                "--deadline",
                "8s");
    }

    private Run wsctl(String... command) {
        return Run.wsctl(Stream.of(command, options, new String[] {"-o", "json", a, b})
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    /** One member a room speaks, and none of the others is sent away meanwhile. */
    void listenersStayFor(Duration time) {
        Run load = wsctl(
                "loadtest",
                "--connections",
                "" + 2 * MEMBERS,
                "--rooms",
                "2",
                "--senders",
                "1%",
                "--duration",
                time.toSeconds() + "s");
        assertThat(load.json().at("/connections/failed")).as(load.all()).isEmpty();
        assertThat(load.json().at("/messages/lost").asInt(-1)).isZero();
    }

    /** Why members could not join, as verify tells it of both instances. */
    List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        for (JsonNode target : verify().json().path("targets")) {
            target.path("failures").forEach(reason -> refusals.add(reason.asText()));
        }
        return refusals;
    }
}

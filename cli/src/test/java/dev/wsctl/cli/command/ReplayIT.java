package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.broker.Sealing;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl replay on a real Redis")
@SuppressWarnings("NullAway.Init")
class ReplayIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run replay(Map<String, String> environment, String... options) {
        List<String> args = new ArrayList<>(List.of("replay"));
        args.addAll(List.of(options));
        args.addAll(List.of("--redis", redis.url(), "--timeout", "30s", "-o", "json"));
        return Run.wsctl(environment, args.toArray(new String[0]));
    }

    private static Run replay(String... options) {
        return replay(Map.of(), options);
    }

    private static void say(String room, String id, int number) {
        redis.command(
                "XADD",
                "stream:chat:" + room,
                id,
                "data",
                "{\"type\":\"chat_message\",\"id\":\"a-1-" + number + "\",\"server_id\":\"a\",\"room\":\"" + room
                        + "\",\"text\":\"" + number + "\"}");
    }

    private static List<String> ids(Run run) {
        return run.json().at("/entries").findValuesAsText("id");
    }

    @Test
    @DisplayName("D6 the newest, those after an entry or a message, and more only when asked, in pages")
    void readsWhatWasSaid() {
        for (int i = 1; i <= 450; i++) {
            say("long", "1000-" + i, i);
        }
        assertThat(ids(replay("long", "--limit", "3"))).containsExactly("1000-448", "1000-449", "1000-450");
        assertThat(ids(replay("long", "--limit", "450")))
                .hasSize(450)
                .isSortedAccordingTo(
                        (a, b) -> Integer.compare(Integer.parseInt(a.substring(5)), Integer.parseInt(b.substring(5))));
        Run after = replay("long", "--last-id", "1000-10", "--limit", "2");
        assertThat(ids(after)).containsExactly("1000-11", "1000-12");
        assertThat(after.json().at("/more").asBoolean()).isTrue();
        assertThat(ids(replay("long", "--last-id", "a-1-449"))).containsExactly("1000-450");
        assertThat(after.code()).isZero();
        assertThat(replay("long", "--last-id", "a-1-999").code()).isEqualTo(3);
    }

    @Test
    @DisplayName("D6 says when the stream was trimmed before the time asked for, and when nothing is missing")
    void saysWhatWasTrimmed() {
        for (int i = 1; i <= 20; i++) {
            say("cut", "*", i);
        }
        assertThat(replay("cut", "--since", "1h").code()).isZero();
        redis.command("XTRIM", "stream:chat:cut", "MAXLEN", "5");
        Run run = replay("cut", "--since", "1h");
        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.json().at("/trimmed").asBoolean()).isTrue();
        assertThat(run.json().at("/entries")).hasSize(5);
        assertThat(replay("cut", "--last-id", "1-0").code()).isEqualTo(1);
    }

    @Test
    @DisplayName("a room without a stream is UNKNOWN, a key of another type is named, a strange room refused")
    void noStream() {
        Run none = replay("silent");
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.json().at("/exists").asBoolean()).isFalse();
        redis.command("SET", "stream:chat:odd", "x");
        assertThat(replay("odd").code()).isNotZero();
        assertThat(replay("a:b").code()).isEqualTo(64);
        assertThat(replay("a", "--since", "5m", "--last-id", "1-0").code()).isEqualTo(64);
    }

    @Test
    @DisplayName("C4 encrypted entries are read with the instances' keys, and called encrypted without")
    void readsEncrypted() {
        byte[] sealed = Sealing.with(List.of(KEY))
                .seal("chat:safe", "{\"type\":\"chat_message\",\"text\":\"hush\"}".getBytes(StandardCharsets.UTF_8));
        StringJoiner bytes = new StringJoiner(",");
        for (byte b : sealed) {
            bytes.add(Integer.toString(b & 0xff));
        }
        redis.command(
                "EVAL", "redis.call('XADD',KEYS[1],'*','data',string.char(" + bytes + "))", "1", "stream:chat:safe");
        redis.command("XADD", "stream:chat:safe", "*", "unrecorded_on", "b");
        Run closed = replay("safe");
        assertThat(closed.json().at("/encrypted").asLong()).isEqualTo(1);
        assertThat(closed.json().at("/entries/0/message/encoding").asText()).isEqualTo("encrypted");
        assertThat(closed.all()).doesNotContain("hush");
        Run open = replay(Map.of("REDIS_ENCRYPTION_KEYS", "x".repeat(32) + "," + KEY), "safe");
        JsonNode entry = open.json().at("/entries/0");
        assertThat(entry.at("/decrypted").asBoolean()).isTrue();
        assertThat(entry.at("/message/text").asText()).contains("hush");
        assertThat(open.json().at("/entries/1/unrecorded_on").asText()).isEqualTo("b");
        assertThat(open.all()).doesNotContain(KEY);
    }
}

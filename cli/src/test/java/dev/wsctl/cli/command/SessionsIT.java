package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl sessions on a real Redis")
class SessionsIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config("enable-debug-command local"));
        for (int i = 0; i < 20; i++) {
            redis.command("SET", "socketio:session:" + i, "{\"user\":\"u" + i + "\"}", "EX", String.valueOf(1000 + i));
        }
        redis.command("SET", "sess:forever", "x");
        redis.command("HSET", "spring:session:sessions:1", "creationTime", "1", "sessionAttr:name", "Ada Lovelace");
        redis.command("SET", "spring:session:sessions:expires:1", "", "EX", "1800");
        for (int i = 0; i < 30; i++) {
            redis.command("SET", "cache:" + i, "x");
        }
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run sessions(String... options) {
        List<String> args = new ArrayList<>(List.of("sessions"));
        args.addAll(List.of(options));
        args.addAll(List.of("--redis", redis.url()));
        return Run.patiently(args.toArray(new String[0]));
    }

    @Test
    @DisplayName("B5 counts sessions by the framework that wrote them, with their times to live")
    void countsByFramework() {
        JsonNode json = sessions("-o", "json").json();
        assertThat(json.at("/schema").asText()).isEqualTo("wsctl/sessions/v1");
        assertThat(json.at("/count").asLong()).isEqualTo(22);
        assertThat(json.at("/scanned").asLong()).isEqualTo(53);
        assertThat(json.at("/partial").asBoolean()).isFalse();
        assertThat(json.at("/by_pattern/0/pattern").asText()).isEqualTo("socketio:session:*");
        assertThat(json.at("/by_pattern/0/count").asLong()).isEqualTo(20);
        assertThat(json.at("/ttl/none").asLong()).isEqualTo(2);
        assertThat(json.at("/ttl/min_s").asLong()).isBetween(900L, 1000L);
        assertThat(json.at("/ttl/max_s").asLong()).isBetween(1000L, 1019L);

        Run human = sessions();
        assertThat(human.code()).isZero();
        assertThat(human.out())
                .startsWith("22 sessions among 53 keys")
                .contains("Spring Session")
                .contains("2 never expire");
    }

    @Test
    @DisplayName("B5 counts what --pattern names, and 0 is a number like any other")
    void countsAPattern() {
        assertThat(sessions("--pattern", "cache:*", "-o", "json")
                        .json()
                        .at("/count")
                        .asLong())
                .isEqualTo(30);
        Run none = sessions("--pattern", "nothing:*", "-o", "json");
        assertThat(none.code()).isZero();
        assertThat(none.json().at("/count").asLong()).isZero();
        assertThat(none.json().at("/ttl").isNull()).isTrue();
    }

    @Test
    @DisplayName("B5 what --max-keys cut is labelled partial and exits with 3")
    void aCutIsLabelledPartial() {
        redis.command("DEBUG", "POPULATE", "5000", "sess:many", "1");
        try {
            Run run = sessions("--max-keys", "1000");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out()).startsWith("at least ").contains("PARTIAL");
            Run json = sessions("--max-keys", "1000", "-o", "json");
            assertThat(json.code()).isEqualTo(3);
            assertThat(json.json().at("/partial").asBoolean()).isTrue();
            assertThat(json.json().at("/scanned").asLong()).isLessThan(5000);
        } finally {
            redis.command("EVAL", "for _,k in ipairs(redis.call('KEYS','sess:many*')) do redis.call('DEL',k) end", "0");
        }
    }

    @Test
    @DisplayName("B5 always SCAN, never KEYS, and nothing but reading")
    void neverKeys() {
        redis.command("CONFIG", "RESETSTAT");
        sessions();
        sessions("list");
        sessions("show", "sess:forever");
        assertThat(redis.command("INFO", "commandstats")
                        .lines()
                        .filter(line -> line.startsWith("cmdstat_"))
                        .map(line -> line.substring(8, line.indexOf(':'))))
                .isSubsetOf("client|setname", "info", "scan", "pttl", "type", "get", "config|resetstat");
    }

    @Test
    @DisplayName("B5 list shows the sessions of every known framework and no other key")
    void listShowsKnownFamilies() {
        Run run = sessions("list", "-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        JsonNode list = run.json().at("/sessions");
        assertThat(list).hasSize(22);
        assertThat(list.findValuesAsText("key"))
                .contains("sess:forever", "spring:session:sessions:1", "socketio:session:7")
                .doesNotContain("cache:1", "spring:session:sessions:expires:1");
        assertThat(run.json().at("/partial").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("B5 list stops at --limit and says that there are more")
    void listStopsAtTheLimit() {
        Run run = sessions("list", "--limit", "5");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("5 sessions; there are more (--limit)");
        assertThat(sessions("list", "--limit", "5", "-o", "json").json().at("/sessions"))
                .hasSize(5);
        assertThat(sessions("list", "--pattern", "cache:*").out())
                .contains("30 sessions")
                .doesNotContain("more");
    }

    @Test
    @DisplayName("B5 list by --pattern finds one key among many others, not only in the first batch")
    void listFindsANeedle() {
        redis.command("DEBUG", "POPULATE", "20000", "hay", "1");
        try {
            assertThat(sessions("list", "--pattern", "sess:forever", "-o", "json")
                            .json()
                            .at("/sessions"))
                    .hasSize(1);
            assertThat(sessions("list", "-o", "json").json().at("/sessions")).hasSize(22);
        } finally {
            redis.command("EVAL", "for _,k in ipairs(redis.call('KEYS','hay*')) do redis.call('DEL',k) end", "0");
        }
    }

    @Test
    @DisplayName("B5 show hides the values, which are personal data, unless told to reveal them")
    void showHidesValues() {
        Run hidden = sessions("show", "spring:session:sessions:1");
        assertThat(hidden.code()).as(hidden.all()).isZero();
        assertThat(hidden.out())
                .contains("sessionAttr:name")
                .contains("12 characters")
                .doesNotContain("Ada");
        assertThat(sessions("show", "spring:session:sessions:1", "-o", "json").out())
                .doesNotContain("Ada");
        assertThat(sessions("show", "spring:session:sessions:1", "--reveal").out())
                .contains("Ada Lovelace");
        assertThat(sessions("show", "socketio:session:7", "--reveal", "-o", "json")
                        .json()
                        .at("/fields/value")
                        .asText())
                .isEqualTo("{\"user\":\"u7\"}");
    }

    @Test
    @DisplayName("B5 show of a key that is not there says so, exit 2")
    void showOfNoKey() {
        Run run = sessions("show", "sess:gone");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no key sess:gone on redis://127.0.0.1:")
                .contains("try: ");
    }

    @Test
    @DisplayName("B5 --watch counts again and again")
    void watchCountsAgain() {
        Run run = sessions("--watch", "10ms", "--count", "2", "-o", "ndjson");
        assertThat(run.out().lines()).hasSize(2);
    }

    @Test
    @DisplayName("C5 show unpacks a session that the server stored compressed")
    void aCompressedSessionIsUnpacked() {
        // zlib of {"client_id":"42","username":"ada","server_id":"a"} and blanks, as Python's zlib.compress writes it.
        redis.command(
                "EVAL",
                "redis.call('SET',KEYS[1],ARGV[1]..string.char(120,156,171,86,74,206,201,76,205,43,137,207,76,81,178,82,50,49,82,210,81,42,45,78,45,202,75,204,77,5,242,19,83,18,129,2,64,126,89,106,17,68,69,162,82,173,194,0,1,0,224,1,31,82))",
                "1",
                "chat:session:z",
                "");
        try {
            Run run = sessions("show", "chat:session:z", "--reveal");
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.out()).contains("compressed").contains("\"username\":\"ada\"");
            assertThat(sessions("show", "chat:session:z", "-o", "json")
                            .json()
                            .at("/compressed")
                            .asBoolean())
                    .isTrue();
            assertThat(sessions("show", "chat:session:z").out()).doesNotContain("ada");
        } finally {
            redis.command("DEL", "chat:session:z");
        }
    }
}

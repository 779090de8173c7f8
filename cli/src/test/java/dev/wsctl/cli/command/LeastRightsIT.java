package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("E16 the rule that doctor --print-acl prints")
@SuppressWarnings("try") // A listener is there to be found.
class LeastRightsIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        // One of each kind that some command looks into.
        redis.command("SET", "sess:1", "{\"user\":\"ada\"}", "EX", "86400");
        redis.command("HSET", "socketio:session:1", "user", "ada");
        redis.command("EXPIRE", "socketio:session:1", "86400");
        redis.command("XADD", "socket.io", "*", "uid", "0123456789abcdef", "nsp", "/", "type", "3");
        redis.command("XADD", "stream:chat:lobby", "*", "data", "{}");
        for (String stream : List.of("socket.io", "stream:chat:lobby")) {
            redis.command("XGROUP", "CREATE", stream, "workers", "0");
            redis.command("XGROUP", "CREATECONSUMER", stream, "workers", "one");
        }
        redis.command("ZADD", "asgi:group:room", "1", "specific.a!b");
        redis.command("ZADD", "chat:presence:global:guests", "1", "a:1");
        redis.command("RPUSH", "list", "1");
        redis.command("SADD", "set", "1");
        redis.command(
                "SET",
                "chat:instances:a",
                "{\"instanceId\":\"a\",\"connectedClients\":1,\"expiresAfterMs\":45000}",
                "EX",
                "3600");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static String rule(String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "doctor";
        args[1] = "--print-acl";
        args[2] = "--user";
        args[3] = "ada";
        System.arraycopy(options, 0, args, 4, options.length);
        Run run = Run.wsctl(args);
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).startsWith("ACL SETUSER ada on resetkeys ").doesNotContain(">");
        return run.out().strip();
    }

    /** What Redis refused to the user while a command ran under exactly this rule. */
    private static void run(String rule, String command) {
        redis.command("ACL", "DELUSER", "ada");
        redis.command("ACL", "SETUSER", "ada", ">pw");
        redis.command(rule.split(" "));
        redis.command("ACL", "LOG", "RESET");
        try (Listener listener = Listener.on(redis, "a")
                .send("SUBSCRIBE chat:lobby")
                .send("PSUBSCRIBE chat:*")
                .send("SSUBSCRIBE chat:shard")) {
            Run run = BadRedisIT.run(command, "redis://ada:pw@127.0.0.1:" + redis.port() + "/3");
            assertThat(run.code()).as(command + ": " + run.all()).isIn(0, 1, 2, 3);
            assertThat(run.all()).as(command).doesNotContain("may not use");
            assertThat(redis.command("ACL", "LOG")).as("refused to " + command).isEmpty();
        }
        // And on the database that has something in it.
        Run run = BadRedisIT.run(command, "redis://ada:pw@127.0.0.1:" + redis.port());
        assertThat(run.all()).as(command).doesNotContain("may not use");
        assertThat(redis.command("ACL", "LOG")).as("refused to " + command).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "latency --duration 200ms",
                "channels",
                "subscribers chat:lobby",
                "sessions",
                "sessions list",
                "sessions show socketio:session:1",
                "sessions show list",
                "pool --window 1ms",
                "instances",
                "presence",
                "frameworks",
                "replay lobby",
                "doctor --window 1ms",
                "capture --window 1ms -f target/least-rights.json",
                "smoke",
                "top --once -o json",
                "exporter --once --textfile target/least-rights.prom"
            })
    @DisplayName("for everything lets every reading command run, and nothing is refused")
    void everythingRuns(String command) {
        run(rule(), command);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "doctor, doctor --window 1ms",
        "doctor, top --once -o json",
        "'doctor,listen', doctor --window 1ms --sample 100ms",
        "'doctor,listen,ask', doctor --window 1ms --sample 100ms --probe",
        "'doctor,listen,ask', capture --window 1ms --sample 100ms --probe -f target/least-rights-asked.json",
        "listen, tail chat:* --duration 300ms",
        "listen, tail chat:shard --sharded --duration 300ms",
        "publish, publish lobby hello",
        "publish, publish lobby hello --sharded",
        "probes, health",
        "probes, latency --duration 200ms",
        "read-only, health --read-only",
        "read-only, latency --duration 200ms --read-only",
        "read-only, channels",
        "read-only, subscribers chat:lobby",
        "read-only, sessions",
        "read-only, sessions show sess:1",
        "read-only, pool --window 1ms",
        "read-only, instances",
        "read-only, presence",
        "read-only, frameworks",
        "read-only, replay lobby",
    })
    @DisplayName("for a purpose is enough for that purpose")
    void aPurposeIsEnough(String purpose, String command) {
        run(rule("--for", purpose), command);
    }

    @Test
    @DisplayName("writes nothing but probes, and with read-only nothing at all")
    void writesNothing() {
        redis.command(rule().split(" "));
        assertThat(redis.command("ACL", "DRYRUN", "ada", "SET", "sess:1", "x")).contains("no permissions");
        assertThat(redis.command("ACL", "DRYRUN", "ada", "SET", "wsctl:probe:x", "x"))
                .isEqualTo("OK");
        redis.command(rule("--for", "read-only").split(" "));
        for (String command : List.of("SET wsctl:probe:x 1", "DEL sess:1", "FLUSHALL", "KEYS *", "CONFIG SET port 1")) {
            String[] words = ("ACL DRYRUN ada " + command).split(" ");
            assertThat(redis.command(words)).as(command).contains("no permissions");
        }
    }

    @Test
    @DisplayName("is the one in docs/deploy/redis/users.acl")
    void theFileSaysTheSame() throws IOException {
        String line = Files.readAllLines(Path.of("../docs/deploy/redis/users.acl")).stream()
                .filter(one -> one.startsWith("user wsctl "))
                .findFirst()
                .orElseThrow();
        assertThat(line.replace("user wsctl on >change-me-wsctl ", ""))
                .isEqualTo(rule().replace("ACL SETUSER ada on ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "presence", "frameworks", "doctor --window 1ms"})
    @DisplayName("for Redis 6 is enough, too, but for what Redis 7 has in addition")
    void redisSixIsEnough(String command) {
        run(rule("--acl-syntax", "6") + " +pubsub|shardchannels +pubsub|shardnumsub", command);
    }

    @Test
    @DisplayName("lets nobody hear or say messages who did not ask for it")
    void messagesAreAskedFor() {
        assertThat(rule()).doesNotContain("&* ").doesNotContain("psubscribe");
        assertThat(rule("--for", "listen")).contains(" &* ").doesNotContain("+publish");
        assertThat(rule("--for", "publish")).contains(" &* ", "+publish").doesNotContain("subscribe");
        assertThat(Run.wsctl("doctor", "--print-acl", "--for", "publish").err())
                .contains("may publish on any channel", "enough for: publish");
    }

    @Test
    @DisplayName("for Redis 6 has nothing that Redis 6 does not know, and says what it can't limit")
    void redisSix() {
        assertThat(rule("--acl-syntax", "6"))
                .doesNotContain("%R")
                .doesNotContain("shard")
                .contains(" ~* ");
        assertThat(Run.wsctl("doctor", "--print-acl", "--acl-syntax", "6").err())
                .contains("this user may write any key");
        assertThat(Run.wsctl("doctor", "--print-acl", "--acl-syntax", "6", "--for", "read-only")
                        .err())
                .doesNotContain("may write any key");
    }

    @Test
    @DisplayName("an unknown purpose, or one for nothing, is a usage error")
    void usage() {
        assertThat(Run.wsctl("doctor", "--print-acl", "--for", "fun").code()).isEqualTo(64);
        assertThat(Run.wsctl("doctor", "--for", "all").code()).isEqualTo(64);
        assertThat(Run.wsctl("doctor", "--print-acl", "--acl-syntax", "5").code())
                .isEqualTo(64);
    }
}

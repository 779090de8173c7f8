package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl tail and publish on a real Redis")
@SuppressWarnings({"NullAway.Init", "try"})
class TailIT {
    private static final String MESSAGE =
            "{\"type\":\"chat_message\",\"id\":\"a-1-1\",\"server_id\":\"a\",\"room\":\"lobby\",\"text\":\"hi\"}";

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** Runs beside the test until it ends by itself. */
    private static CompletableFuture<Run> tail(String url, String... options) {
        List<String> args = new ArrayList<>(List.of("tail"));
        args.addAll(List.of(options));
        args.addAll(List.of("--redis", url, "--duration", "60s", "--timeout", "20s"));
        return CompletableFuture.supplyAsync(() -> Run.wsctl(args.toArray(new String[0])));
    }

    private static Run join(CompletableFuture<Run> tail) {
        return tail.orTimeout(90, TimeUnit.SECONDS).join();
    }

    private static long patterns() {
        return Long.parseLong(redis.command("PUBSUB", "NUMPAT").replaceAll("\\D", ""));
    }

    /** Bytes that Redis holds for its one subscriber. */
    private static long unread() {
        return redis.command("CLIENT", "LIST", "TYPE", "pubsub")
                .lines()
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* omem=(\\d+).*", "$1")))
                .sum();
    }

    private static void awaitListening() {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> patterns() > 0);
    }

    private static void awaitSilence() {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> patterns() == 0);
    }

    private static List<JsonNode> lines(Run run) {
        return run.out()
                .lines()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(line, e);
                    }
                })
                .toList();
    }

    @Test
    @DisplayName("shows what matches, decoded, and counts everything; subscribes by pattern only")
    void showsWhatMatches() {
        CompletableFuture<Run> tail =
                tail(redis.url(), "chat:*", "chat:lob*", "--type", "chat_message", "--limit", "2", "-o", "ndjson");
        awaitListening();
        assertThat(redis.command("PUBSUB", "NUMSUB", "chat:lobby")).contains("0");
        redis.command("PUBLISH", "chat:lobby", "other");
        redis.command("PUBLISH", "chat:lobby", MESSAGE);
        redis.command("PUBLISH", "chat:lobby", MESSAGE);
        Run run = join(tail);
        assertThat(run.code()).as(run.all()).isZero();
        List<JsonNode> lines = lines(run);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).at("/event").asText()).isEqualTo("message");
        assertThat(lines.get(0).at("/room").asText()).isEqualTo("lobby");
        assertThat(lines.get(0).at("/instance").asText()).isEqualTo("a");
        // Each once, although two patterns match.
        assertThat(lines.get(2).at("/received").asLong()).isEqualTo(3);
        assertThat(lines.get(2).at("/matched").asLong()).isEqualTo(2);
        assertThat(lines.get(2).at("/watched").asBoolean()).isTrue();
        awaitSilence();
    }

    @Test
    @DisplayName("after a lost connection it comes back, and says what may be missing")
    void comesBackAfterALoss() {
        try (TcpRelay relay = TcpRelay.to(redis.port())) {
            CompletableFuture<Run> tail =
                    tail("redis://127.0.0.1:" + relay.port() + "/0", "gap:*", "--limit", "1", "-o", "ndjson");
            awaitListening();
            relay.cut();
            awaitSilence();
            relay.restore();
            awaitListening();
            // The gap is told before anything newer is heard.
            redis.command("PUBLISH", "gap:x", "hello");
            Run run = join(tail);
            assertThat(run.code()).as(run.all()).isEqualTo(1);
            assertThat(lines(run).stream().map(line -> line.at("/event").asText()))
                    .containsSubsequence("gap", "message", "summary");
        }
        awaitSilence();
    }

    @Test
    @DisplayName("leaves before it becomes the slow subscriber, and says so")
    void leavesBeforeItIsTooSlow() throws Exception {
        try (SlowRelay relay = new SlowRelay(redis.port())) {
            CompletableFuture<Run> tail = tail(relay.redisUrl(), "slow:*", "--max-backlog", "100000", "--count");
            awaitListening();
            String big = "x".repeat(100_000);
            // No more than it leaves at: it looks once a second, or when this machine lets it.
            while (!tail.isDone() && unread() < 300_000) {
                redis.command("PUBLISH", "slow:x", big);
            }
            Run run = join(tail);
            assertThat(run.code()).as(run.all()).isEqualTo(1);
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("stopped listening")
                    .contains("KiB for us");
        }
        awaitSilence();
        // Redis did not have to end it.
        assertThat(redis.log()).doesNotContain("overcoming of output buffer limits");
    }

    @Test
    @DisplayName("a shard channel is tailed by name; those whose subscribers Socket.IO counts are refused")
    void shardChannels() {
        assertThat(Run.wsctl("tail", "--sharded", "socket.io#/#", "-r", redis.url())
                        .code())
                .isEqualTo(64);
        CompletableFuture<Run> tail = tail(redis.url(), "--sharded", "chat:s", "--limit", "1");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> redis.command("PUBSUB", "SHARDNUMSUB", "chat:s").contains("1"));
        redis.command("SPUBLISH", "chat:s", "over the shard");
        Run run = join(tail);
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("over the shard");
    }

    @Test
    @DisplayName("publish says one message, and how many received it; --dry-run publishes nothing")
    void publishes() {
        try (Listener listener = Listener.on(redis, "a").send("SUBSCRIBE chat:quiet")) {
            Run dry = Run.patiently("publish", "quiet", "hello", "--dry-run", "-r", redis.url(), "-o", "json");
            assertThat(dry.code()).as(dry.all()).isZero();
            assertThat(dry.json().at("/received").asLong()).isEqualTo(1);
            CompletableFuture<Run> tail = tail(redis.url(), "chat:quiet", "--limit", "1", "-o", "ndjson");
            awaitListening();
            Run real = Run.patiently("publish", "quiet", "hello \"you\"", "-r", redis.url(), "-o", "json");
            assertThat(real.json().at("/received").asLong()).isEqualTo(2);
            JsonNode heard = lines(join(tail)).get(0);
            assertThat(heard.at("/framework").asText()).isEqualTo("wsctl server");
            assertThat(heard.at("/text").asText())
                    .isEqualTo(real.json().at("/payload").asText());
            assertThat(real.json().at("/id").asText()).startsWith("wsctl-");
        }
        awaitSilence();
        assertThat(Run.patiently("publish", "nobody", "hello", "-r", redis.url())
                        .code())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("publish refuses channels on which a message from outside does harm, also by who subscribes there")
    void refusesHarm() {
        redis.command("CONFIG", "RESETSTAT");
        assertThat(Run.patiently("publish", "--raw", "socket.io#/#", "junk", "-r", redis.url())
                        .code())
                .isEqualTo(64);
        try (Listener hub = Listener.on(redis, "hub").send("SUBSCRIBE Hub:internal:groups")) {
            assertThat(Run.patiently("publish", "--raw", "Hub:all", "junk", "-r", redis.url())
                            .code())
                    .isEqualTo(64);
        }
        assertThat(Run.patiently("publish", "a:b", "hi", "-r", redis.url()).code())
                .isEqualTo(64);
        assertThat(redis.command("INFO", "commandstats")).doesNotContain("cmdstat_publish");
    }
}

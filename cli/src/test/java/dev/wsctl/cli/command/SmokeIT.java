package dev.wsctl.cli.command;

import static dev.wsctl.cli.Run.wsctl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick test of a Redis; instances are tested where there are some, in {@link ThreeInstancesIT}. */
@DisplayName("B2 smoke, on a real Redis,")
class SmokeIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config(Sickbed.NOTHING_IS_SLOW));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void forget() {
        redis.command("FLUSHALL");
    }

    private static Run smoke(String... options) {
        // How fast PING is depends on how busy this machine is.
        List<String> arguments = new ArrayList<>(List.of(
                "smoke", "--redis", redis.url(), "--timeout", "30s", "--warn-latency", "10s", "--crit-latency", "20s"));
        arguments.addAll(List.of(options));
        return wsctl(arguments.toArray(String[]::new));
    }

    @Test
    @DisplayName("passes all tests of one that is well, one line each, and leaves no key behind")
    void passes() {
        Run run = smoke("-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.json().path("schema").asText()).isEqualTo("wsctl/smoke/v1");
        assertThat(run.json().path("tests").findValuesAsText("name"))
                .containsExactly(
                        "server reachable",
                        "PING",
                        "role and topology",
                        "SET, GET, DEL",
                        "session store and retrieve",
                        "publish and receive",
                        "latency",
                        "instances",
                        "delivery",
                        "doctor");
        assertThat(redis.command("KEYS", "*").lines()).allMatch(key -> key.startsWith("wsctl:probe:latency"));
    }

    @Test
    @DisplayName("writes nothing with --read-only")
    void readOnly() {
        Run run = smoke("--read-only", "-o", "tap", "--check", "none");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("SET, GET, DEL # SKIP --read-only", "doctor # SKIP --check none");
        assertThat(redis.command("DBSIZE")).isEqualTo("0");
    }

    @Test
    @DisplayName("E13 waits for instances, says so, and fails when they do not come")
    void waitsInVain() {
        Heartbeats.write(redis, "shop", "a", false, 40_000);
        Run run =
                smoke("--prefix", "shop", "--expect-instances", "2", "--wait", "3s", "-o", "junit", "--check", "CON01");
        assertThat(run.code()).as(run.all()).isEqualTo(2);
        assertThat(run.err()).contains("waiting for 2 instances under shop:instances:*, not 1");
        assertThat(run.out()).contains("name=\"instances\"", "<failure");
        Heartbeats.write(redis, "shop", "b", false, 40_000);
        assertThat(smoke("--prefix", "shop", "--expect-instances", "2", "--check", "CON01")
                        .code())
                .isZero();
    }

    @Test
    @DisplayName("E13 waits also for one that is to go: a rolling update is over when the old instances have drained")
    void waitsForTheOldToGo() {
        Heartbeats.write(redis, "roll", "new", false, 300_000);
        Heartbeats.write(redis, "roll", "old", false, 300_000);
        redis.command("CONFIG", "RESETSTAT");
        CompletableFuture<Run> smoke = CompletableFuture.supplyAsync(
                () -> smoke("--prefix", "roll", "--expect-instances", "1", "--wait", "170s", "--check", "CON01"));
        // Two heartbeats, read for the second time: what the first look showed has been told.
        await().atMost(Duration.ofSeconds(90)).until(() -> CommandCalls.of(redis, "pttl") >= 4);
        redis.command("DEL", "roll:instances:old");
        Run run = smoke.orTimeout(90, TimeUnit.SECONDS).join();
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.err()).contains("waiting for 1 instance under roll:instances:*, not 2");
    }

    @Test
    @DisplayName("of one that is not there is CRITICAL, after the wait, and prints no password")
    void nobodyThere() {
        Run run = wsctl("smoke", "--redis", "redis://:hunter2@127.0.0.1:1/0", "--wait", "600ms", "ws://127.0.0.1:1/ws");
        assertThat(run.code()).as(run.all()).isEqualTo(2);
        assertThat(run.err()).contains("waiting for Redis", "127.0.0.1:1: no answer");
        assertThat(run.all()).contains("server reachable", "delivery").doesNotContain("hunter2", "bug");
    }

    @Test
    @DisplayName("ended by Ctrl-C while it waits, tells what was not tested, exit 130")
    void interrupted(@TempDir Path directory) throws IOException, InterruptedException {
        try (ProcessRun run =
                new ProcessRun(directory, "smoke", "--redis", "redis://127.0.0.1:1/0", "--wait", "170s", "-o", "tap")) {
            await().atMost(Duration.ofSeconds(90)).until(() -> run.output().contains("waiting for Redis"));
            run.signal("INT");
            assertThat(run.await()).as(run.output()).isEqualTo(130);
            assertThat(run.output()).contains("not ok", "instances", "interrupted by Ctrl-C");
        }
    }

    @Test
    @DisplayName("refuses what cannot be meant")
    void usage() {
        assertThat(smoke("--check", "XYZ99").code()).isEqualTo(64);
        assertThat(smoke("--expect-instances", "0").code()).isEqualTo(64);
        assertThat(wsctl("smoke", "--warn-latency", "9ms", "--crit-latency", "5ms")
                        .code())
                .isEqualTo(64);
    }
}

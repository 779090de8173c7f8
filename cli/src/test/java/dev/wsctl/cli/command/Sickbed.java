package dev.wsctl.cli.command;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** One visit of {@code doctor -o json}, and what it found. */
record Sickbed(Run run, JsonNode json) {

    private static final Pattern LOOKING_AT_KEYS =
            Pattern.compile(" cmd=(scan|type|pttl|llen|scard|zcard|hlen|xlen|xinfo|zrange) ");

    /** How fast PING is depends on how busy this machine is. */
    static final List<String> UNHURRIED = List.of(
            "--set",
            "LAT01.warning=10s",
            "--set",
            "LAT01.critical=20s",
            "--set",
            "LAT08.ignored=10s",
            "--set",
            "LAT09.tail=10s");

    static Sickbed doctor(String url, String... options) {
        return visit(url, "100ms", options);
    }

    /** A visit during which something happens, between the two samples. */
    static Sickbed during(EmbeddedRedis redis, Runnable event, String... options) {
        CompletableFuture<Sickbed> visit = CompletableFuture.supplyAsync(() -> visit(redis.url(), "4s", options));
        // Looking at keys is the last it does before it waits for the second sample.
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> redis.command("CLIENT", "LIST")
                        .lines()
                        .anyMatch(line -> line.contains(" name=wsctl ")
                                && LOOKING_AT_KEYS.matcher(line).find()));
        event.run();
        if (visit.isDone()) {
            throw new AssertionError("what was to happen took longer than the visit");
        }
        return visit.join();
    }

    private static Sickbed visit(String url, String window, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("doctor", "--redis", url, "--window", window, "--timeout", "30s", "-o", "json"));
        arguments.addAll(UNHURRIED);
        arguments.addAll(List.of(options));
        Run run = Run.wsctl(arguments.toArray(String[]::new));
        return new Sickbed(run, Json.json(run));
    }

    List<String> codes() {
        return json.get("findings").findValuesAsText("code");
    }

    List<String> severities() {
        return json.get("findings").findValuesAsText("severity");
    }

    /** The first finding with this code. */
    JsonNode finding(String code) {
        for (JsonNode finding : json.get("findings")) {
            if (finding.get("code").asText().equals(code)) {
                return finding;
            }
        }
        throw new AssertionError("no " + code + " in " + run.all());
    }
}

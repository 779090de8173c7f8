package dev.wsctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One visit of {@code doctor -o json}, and what it found. */
record Sickbed(Run run, JsonNode json) {
    /** Far above what a busy machine needs. */
    private static final String PATIENCE = "60s";

    /** A setting of Redis: a command that this machine interrupts looks like a slow one, which is a finding. */
    static final String NOTHING_IS_SLOW = "slowlog-log-slower-than 60000000";

    /** How fast PING, a fork and a PUBLISH are depends on how busy this machine is. */
    static final List<String> UNHURRIED = List.of(
            "--set",
            "LAT01.warning=10s",
            "--set",
            "LAT01.critical=20s",
            "--set",
            "LAT08.ignored=10s",
            "--set",
            "LAT09.tail=10s",
            "--set",
            "LAT03.noticed=10s",
            "--set",
            "CAP01.cost=10s");

    static Sickbed doctor(String url, String... options) {
        return visit(url, "100ms", options);
    }

    /** A visit during which something happens, between the two samples, however long it takes. */
    static Sickbed during(EmbeddedRedis redis, Runnable event, String... options) {
        try (SecondSample relay = new SecondSample(redis.port())) {
            return during(List.of(relay), event, options);
        }
    }

    /** @param ways to each node that is visited; the first one is named to the visitor, who finds the others himself */
    static Sickbed during(List<SecondSample> ways, Runnable event, String... options) {
        ways.forEach(SecondSample::again);
        CompletableFuture<Sickbed> visit =
                CompletableFuture.supplyAsync(() -> visit(ways.get(0).redisUrl(), "100ms", options));
        // Node after node is asked for its second sample: whichever is the first keeps the others waiting.
        Stream<CompletableFuture<?>> asked = ways.stream().map(SecondSample::asked);
        CompletableFuture.anyOf(Stream.concat(asked, Stream.of(visit)).toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        event.run();
        ways.forEach(SecondSample::letThrough);
        return visit.join();
    }

    /** @param window between the two samples */
    static Sickbed visit(String url, String window, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("doctor", "--redis", url, "--window", window, "--timeout", PATIENCE, "-o", "json"));
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

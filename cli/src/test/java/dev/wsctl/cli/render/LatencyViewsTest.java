package dev.wsctl.cli.render;

import static dev.wsctl.cli.model.LatencyReports.NODE;
import static dev.wsctl.cli.model.LatencyReports.failing;
import static dev.wsctl.cli.model.LatencyReports.probe;
import static dev.wsctl.cli.model.LatencyReports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.check.LatencyCheck;
import dev.wsctl.cli.check.LatencyLimits;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Skip;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisStat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LatencyViewsTest {
    private static final String OTHER = "10.0.0.2:6379";

    private static LatencyReport judged(LatencyReport report) {
        return new LatencyCheck(LatencyLimits.SAME_SITE).judge(report);
    }

    private static LatencyReport well() {
        return judged(report(
                probe(Operation.PING, NODE, 20),
                probe(Operation.GET, NODE, 21),
                probe(Operation.SET, NODE, 24),
                probe(Operation.PUBSUB, NODE, 41),
                probe(Operation.CONNECT, NODE, 210)));
    }

    @Test
    @DisplayName("B9 latency: percentiles in microseconds, short when all is well")
    void wellIsShort() {
        Golden.looks("latency-well", new LatencyText(false), well());
    }

    @Test
    @DisplayName("B9 latency: the JSON document wsctl/latency/v1")
    void theJsonDocument() {
        Views<LatencyReport> views = new Views<>(LatencyJson.SCHEMA, new LatencyText(false), new LatencyJson(true));
        LatencyReport report = judged(report(
                List.of(new Skip(Operation.SET, NODE, "--read-only", "")),
                probe(Operation.PING, NODE, 20),
                failing(Operation.PUBSUB, 0, 3)));
        Golden.matches("latency.json", Golden.json(views, report));
    }

    @Test
    @DisplayName("B9 latency: two nodes, slow and failing, with what to try")
    void slowAndFailing() {
        LatencyReport report = judged(report(
                List.of(new Skip(Operation.SET, OTHER, "a replica takes no writes", "")),
                probe(Operation.PING, NODE, 20),
                failing(Operation.GET, 990, 10),
                probe(Operation.PING, OTHER, 2_000),
                probe(Operation.GET, OTHER, 14_000)));
        Golden.looks("latency-slow", new LatencyText(false), report);
    }

    @Test
    @DisplayName("B9 latency --distribution: how the samples spread")
    void distribution() {
        Golden.looks("latency-distribution", new LatencyText(true), judged(report(probe(Operation.PING, NODE, 20))));
    }

    @Test
    @DisplayName("C12 pooled against a connection per operation, as a before/after table")
    void comparison() {
        LatencyReport report = judged(report(probe(Operation.POOLED, NODE, 28), probe(Operation.UNPOOLED, NODE, 212)));
        Golden.looks("latency-pooled", new LatencyComparison(), report);
    }

    @Test
    @DisplayName("B9 latency --history: one line an interval, the heading every twenty")
    void history() {
        Golden.matches("latency-history.txt", history(80));
        Golden.matches("latency-history-120.txt", history(120));
        LatencyHistory history = new LatencyHistory(ZoneOffset.UTC);
        Golden.human(history, well());
        Golden.human(history, well());
        for (int i = 2; i < 20; i++) {
            assertThat(Golden.human(history, well())).hasLineCount(1);
        }
        assertThat(Golden.human(history, well())).startsWith("MICROSECONDS");
    }

    private static String history(int width) {
        LatencyHistory history = new LatencyHistory(ZoneOffset.UTC);
        LatencyReport slow = judged(report(probe(Operation.PING, NODE, 20_000)));
        return Golden.human(history, well(), width, Page.Detail.NORMAL)
                + Golden.human(history, slow, width, Page.Detail.NORMAL);
    }

    @Test
    @DisplayName("B9 latency --stat: the columns of redis-cli --stat, with what is new since the line before")
    void stat() {
        Instant time = Instant.parse("2026-11-21T03:04:05Z");
        RedisStat first = RedisStat.first("redis://127.0.0.1:6379/0", time, facts(12_345_678, 4_711));
        RedisStat second = first.next(time.plusSeconds(1), facts(12_349_679, 4_711));
        // Redis was restarted: its counters began again.
        RedisStat third = second.next(time.plusSeconds(2), facts(12, 2));
        Golden.matches("stat.txt", stat(80, first, second, third));
        Golden.matches("stat-120.txt", stat(120, first, second, third));
        Views<RedisStat> views = new Views<>(StatJson.SCHEMA, new StatText(ZoneOffset.UTC), new StatJson());
        Golden.matches("stat.json", Golden.json(views, second));
    }

    private static String stat(int width, RedisStat... lines) {
        StatText text = new StatText(ZoneOffset.UTC);
        return Stream.of(lines)
                .map(line -> Golden.human(text, line, width, Page.Detail.NORMAL))
                .collect(Collectors.joining());
    }

    private static RedisFacts facts(long commands, long connections) {
        return RedisFacts.of(
                Info.parse("redis_version:7.0.15\nconnected_clients:41\nblocked_clients:2\nused_memory:1572864\n"
                        + "db0:keys=1000000,expires=0,avg_ttl=0\n"
                        + "total_commands_processed:" + commands + "\ntotal_connections_received:" + connections
                        + "\n"),
                1);
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.check.HealthCheck;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.FleetHealth;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HealthViewsTest {
    private static final Views<FleetHealth> VIEWS = HealthViews.all();

    private static HealthReport report(
            String target, List<Stage> stages, @Nullable String info, @Nullable SessionTally sessions, long p99Micros) {
        Percentiles ping = p99Micros == 0 ? Percentiles.NONE : times(p99Micros);
        return new HealthCheck(HealthLimits.DEFAULT)
                .judge(
                        new HealthReport(
                                target,
                                Instant.parse("2026-11-21T08:00:00Z"),
                                Duration.ofMillis(123),
                                stages,
                                info == null ? null : RedisFacts.of(Info.parse(info), 1),
                                sessions,
                                ping,
                                ping,
                                ping,
                                List.of()),
                        null);
    }

    private static Percentiles times(long p99Micros) {
        long p99 = p99Micros * 1000;
        return new Percentiles(50, p99 / 4, p99 / 2, p99 / 2, p99 / 2, p99, p99, p99 * 2);
    }

    private static String info(int clients, String memory) {
        return "redis_version:7.0.15\nrole:master\nuptime_in_seconds:90061\nconnected_clients:" + clients
                + "\nmaxclients:10000\ntotal_connections_received:123456\nrejected_connections:7\nused_memory:" + memory
                + "\nused_memory_peak:1900000000\nmaxmemory:2000000000\ninstantaneous_ops_per_sec:12345\n"
                + "total_commands_processed:987654321\nevicted_keys:0\npubsub_channels:42\npubsub_patterns:1\n"
                + "db0:keys=123456,expires=3,avg_ttl=0\n";
    }

    private static Stage stage(String name, long micros, String detail) {
        return Stage.ok(name, Duration.ofNanos(micros * 1000), detail);
    }

    @Test
    @DisplayName("B4 a Redis that is well: its stages and figures; also as wsctl/health/v1")
    void well() {
        HealthReport report = report(
                "redis://localhost:6379/0",
                List.of(
                        stage("reach", 812, "127.0.0.1:6379"),
                        stage("login", 95, "no password needed"),
                        stage("role", 210, "master with 1 replica"),
                        stage("write", 333, "wsctl:probe:health written, read and removed"),
                        Stage.skipped("session", "--read-only"),
                        stage("pub/sub", 1_204, "a message went round")),
                info(120, "1200000000"),
                new SessionTally(
                        1_234,
                        List.of(),
                        123_456,
                        List.of(new SessionTally.Family(SessionFamilies.KNOWN.get(1), 1_234)),
                        null),
                800);
        Golden.looks("health-well", VIEWS, new FleetHealth(List.of(report)));
        Golden.matches("health.json", Golden.json(VIEWS, new FleetHealth(List.of(report))));
    }

    @Test
    @DisplayName("B4 a Redis in trouble: what is wrong first, with its limits and what to try")
    void trouble() {
        HealthReport report = report(
                "redis-sentinel://sentinel-a:26379,sentinel-b.example:26379/0#main",
                List.of(
                        stage("reach", 81_200, "redis-7f9c.example.internal:6379"),
                        new Stage(
                                "role",
                                Stage.Result.WARNING,
                                Duration.ofMillis(3),
                                "a replica of 10.0.0.9:6379, whose link has been down for 12 s; what is read here may be old",
                                "ask the master: wsctl health --redis redis://10.0.0.9:6379")),
                info(9_500, "1950000000"),
                null,
                61_000);
        Golden.looks("health-trouble", VIEWS, new FleetHealth(List.of(report)));
    }

    @Test
    @DisplayName("B4 a Redis that cannot be reached: the stage that failed, and no figures")
    void unreachable() {
        HealthReport report = report(
                "redis://10.0.0.5:6379/0",
                List.of(
                        new Stage(
                                "reach",
                                Stage.Result.FAILED,
                                Duration.ofSeconds(5),
                                "10.0.0.5:6379 did not answer within 5 s",
                                "check the address and the firewall between here and there: nc -vz 10.0.0.5 6379"),
                        Stage.skipped("login", "not reached")),
                null,
                null,
                0);
        Golden.looks("health-unreachable", VIEWS, new FleetHealth(List.of(report)));
    }

    @Test
    @DisplayName("D10 B4 several servers: the worst verdict and whose it is, then each")
    void several() {
        HealthReport well = report(
                "redis://10.0.0.5:6379/0",
                List.of(stage("reach", 812, "10.0.0.5:6379")),
                info(120, "1200000000"),
                null,
                800);
        HealthReport silent = report(
                "redis://10.0.0.6:6379/0",
                List.of(new Stage(
                        "reach",
                        Stage.Result.FAILED,
                        Duration.ofSeconds(5),
                        "10.0.0.6:6379 did not answer within 5 s",
                        "nc -vz 10.0.0.6 6379")),
                null,
                null,
                0);
        FleetHealth both = new FleetHealth(List.of(well, silent));
        Golden.looks("health-servers", VIEWS, both);
        Golden.matches("health-servers.json", Golden.json(VIEWS, both));
        Golden.matches("health-servers.nagios", Golden.line(VIEWS, Format.NAGIOS, both));
    }
}

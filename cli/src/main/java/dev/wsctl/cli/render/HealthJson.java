package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Stage;
import java.util.Locale;

/** {@code wsctl/health/v1}. */
public final class HealthJson implements JsonView<HealthReport> {
    public static final String SCHEMA = "wsctl/health/v1";

    @Override
    public void write(HealthReport report, JsonObject json) {
        json.text("status", report.status().name());
        fields(report, json);
    }

    /** Everything but the verdict. */
    static void fields(HealthReport report, JsonObject json) {
        json.text("target", report.target());
        json.text("time", report.time().toString());
        json.micros("elapsed_us", report.elapsed().toNanos());
        json.array("stages", report.stages(), HealthJson::stage);
        RedisFacts facts = report.redis();
        if (facts == null) {
            json.text("redis", null);
        } else {
            json.object("redis", o -> facts(facts, o));
        }
        SessionTally sessions = report.sessions();
        if (sessions == null) {
            json.text("sessions", null);
        } else {
            json.object(
                    "sessions",
                    o -> o.number("count", sessions.count())
                            .flag("partial", sessions.partial())
                            .number("scanned", sessions.scanned()));
        }
        json.object("latency", o -> {
            latency("ping", report.ping(), o);
            latency("get", report.get(), o);
            latency("set", report.set(), o);
        });
        json.array("findings", report.findings(), HealthJson::finding);
    }

    private static void stage(Stage stage, JsonObject json) {
        json.text("name", stage.name())
                .text("status", stage.result().name())
                .micros("elapsed_us", stage.elapsed().toNanos())
                .text("detail", stage.detail());
        if (!stage.hint().isEmpty()) {
            json.text("hint", stage.hint());
        }
    }

    private static void facts(RedisFacts facts, JsonObject json) {
        json.text("product", facts.product().toLowerCase(Locale.ROOT))
                .text("version", facts.version())
                .text("role", facts.role())
                .number("nodes", facts.nodes())
                .number("uptime_s", facts.uptime().toSeconds())
                .number("connected_clients", facts.connectedClients())
                .number("maxclients", facts.maxClients())
                .number("blocked_clients", facts.blockedClients())
                .number("total_connections_received", facts.totalConnections())
                .number("rejected_connections", facts.rejectedConnections())
                .number("used_memory_bytes", facts.usedMemory())
                .number("used_memory_peak_bytes", facts.peakMemory())
                .number("maxmemory_bytes", facts.maxMemory())
                .text(
                        "used_memory_human",
                        facts.usedMemory().isPresent()
                                ? Units.bytes(facts.usedMemory().getAsLong())
                                : null)
                .number("ops_per_sec", facts.opsPerSecond())
                .number("total_commands_processed", facts.totalCommands())
                .number("evicted_keys", facts.evictedKeys())
                .number("expired_keys", facts.expiredKeys())
                .number("pubsub_channels", facts.pubsubChannels())
                .number("pubsub_patterns", facts.pubsubPatterns())
                .number("connected_replicas", facts.replicas())
                .number("keys", facts.keys());
    }

    private static void latency(String name, Percentiles values, JsonObject json) {
        if (values.count() == 0) {
            json.text(name, null);
        } else {
            json.object(
                    name,
                    o -> o.number("count", values.count())
                            .micros("p50_us", values.p50Nanos())
                            .micros("p99_us", values.p99Nanos())
                            .micros("max_us", values.maxNanos())
                            .micros("avg_us", values.meanNanos()));
        }
    }

    static void finding(Finding finding, JsonObject json) {
        json.text("severity", finding.severity().name())
                .text("title", finding.title())
                .text("threshold", finding.threshold())
                .text("remedy", finding.remedy());
    }
}

package dev.wsctl.cli.exporter;

import dev.wsctl.cli.check.HealthCheck;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Stage;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.source.HealthProbe;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.List;

/** The stages of {@code wsctl health}, its verdict, and what Redis says of itself. */
final class HealthLook implements Collector.Look {
    @Override
    public void into(MetricsText metrics, RedisSource source) {
        HealthProbe.SessionCount none = new HealthProbe.SessionCount(List.of(), 0, Duration.ofMillis(1));
        HealthReport report =
                new HealthCheck(HealthLimits.DEFAULT).judge(new HealthProbe(source, true, none).run(), null);
        for (Status status : Status.values()) {
            metrics.gauge(
                    "wsctl_health_status",
                    "Verdict of wsctl health, 1 for the one that holds.",
                    report.status() == status ? 1 : 0,
                    "status",
                    status.name());
        }
        boolean reached = false;
        for (Stage stage : report.stages()) {
            reached |= stage.name().equals("auth") && stage.result() == Stage.Result.OK;
            if (stage.result() != Stage.Result.SKIPPED) {
                metrics.gauge(
                        "wsctl_health_stage_up",
                        "1 for a stage of wsctl health that went well.",
                        stage.result() == Stage.Result.OK ? 1 : 0,
                        "stage",
                        stage.name());
                metrics.gauge(
                        "wsctl_health_stage_duration_seconds",
                        "How long it took.",
                        stage.elapsed().toNanos() / 1e9,
                        "stage",
                        stage.name());
            }
        }
        metrics.gauge("wsctl_up", "1 while Redis can be reached and lets us in.", reached ? 1 : 0);
        latency(metrics, "ping", report.ping());
        latency(metrics, "get", report.get());
        RedisFacts redis = report.redis();
        if (redis != null) {
            redis(metrics, redis);
        }
    }

    private static void latency(MetricsText metrics, String operation, Percentiles values) {
        if (values.count() > 0) {
            quantile(metrics, operation, "0.5", values.p50Nanos());
            quantile(metrics, operation, "0.99", values.p99Nanos());
            quantile(metrics, operation, "1", values.maxNanos());
        }
    }

    private static void quantile(MetricsText metrics, String operation, String quantile, long nanos) {
        metrics.gauge(
                "wsctl_redis_latency_seconds",
                "Round trips from here, of a few dozen a collection.",
                nanos / 1e9,
                "operation",
                operation,
                "quantile",
                quantile);
    }

    private static void redis(MetricsText metrics, RedisFacts redis) {
        metrics.gauge(
                        "wsctl_redis_info",
                        "Always 1; says who this is.",
                        1,
                        "product",
                        redis.product(),
                        "version",
                        redis.version(),
                        "role",
                        redis.role())
                .gauge(
                        "wsctl_redis_uptime_seconds",
                        "Since it started.",
                        redis.uptime().toSeconds())
                .gauge("wsctl_redis_connected_clients", "Without wsctl's own.", redis.connectedClients())
                .gauge("wsctl_redis_max_clients", "Its limit of connections.", redis.maxClients())
                .gauge("wsctl_redis_blocked_clients", "Waiting in a blocking command.", redis.blockedClients())
                .counter("wsctl_redis_connections_received_total", "Accepted.", redis.totalConnections())
                .counter(
                        "wsctl_redis_connections_rejected_total", "Refused at maxclients.", redis.rejectedConnections())
                .gauge("wsctl_redis_memory_used_bytes", "Allocated.", redis.usedMemory())
                .gauge("wsctl_redis_memory_peak_bytes", "The most ever allocated.", redis.peakMemory())
                .gauge("wsctl_redis_memory_max_bytes", "maxmemory; 0 is no limit.", redis.maxMemory())
                .counter("wsctl_redis_commands_processed_total", "Commands.", redis.totalCommands())
                .counter("wsctl_redis_keys_evicted_total", "Keys thrown out for want of memory.", redis.evictedKeys())
                .counter("wsctl_redis_keys_expired_total", "Keys whose time was up.", redis.expiredKeys())
                .gauge("wsctl_redis_replicas", "Connected replicas.", redis.replicas())
                .gauge("wsctl_redis_keys", "In all databases.", redis.keys());
    }
}

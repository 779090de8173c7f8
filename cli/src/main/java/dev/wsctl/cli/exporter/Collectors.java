package dev.wsctl.cli.exporter;

import dev.wsctl.cli.check.HealthCheck;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.check.PresenceCheck;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.PoolReport.Application;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Stage;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.ClientReader;
import dev.wsctl.cli.source.HealthProbe;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.PoolReader;
import dev.wsctl.cli.source.PresenceReader;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SessionReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is collected. Names that applications choose are bounded to the {@code top} largest. */
public final class Collectors {
    private static final Duration CHURN_WINDOW = Duration.ofMillis(200);
    private static final long MOST_PRESENT = 200_000;
    private static final int SESSION_SAMPLE = 200;
    private static final int MOST_FINDINGS = 200;

    private final String prefix;
    private final int top;
    private final @Nullable Integer expectedInstances;
    private final Diagnose diagnose;

    /** A whole diagnosis. */
    public interface Diagnose {
        Diagnosis of(RedisSource source) throws InterruptedException;
    }

    public Collectors(String prefix, int top, @Nullable Integer expectedInstances, Diagnose diagnose) {
        this.prefix = prefix;
        this.top = top;
        this.expectedInstances = expectedInstances;
        this.diagnose = diagnose;
    }

    /**
     * @param interval of those that cost Redis next to nothing
     * @param slow of those that walk keys, or take two samples
     */
    public List<Collector> all(Duration interval, Duration slow, Duration deadline) {
        return List.of(
                new Collector("health", interval, deadline, Collectors::health),
                new Collector("channels", interval, deadline, this::channels),
                new Collector("subscribers", interval, deadline, Collectors::subscribers),
                new Collector("pool", interval, deadline, this::pool),
                new Collector("instances", interval, deadline, this::instances),
                new Collector("presence", slow, deadline, this::presence),
                new Collector("sessions", slow, deadline, Collectors::sessions),
                new Collector("doctor", slow, deadline, this::doctor));
    }

    private static void health(MetricsText metrics, RedisSource source) {
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

    private void channels(MetricsText metrics, RedisSource source) {
        ChannelReader.Counts counts = ChannelReader.matching(source.answeringMasters(), "*", source.deadline());
        for (Kind kind : Kind.values()) {
            String label = kind == Kind.SHARD ? "shard" : "classic";
            Map<String, Long> channels = counts.of(kind);
            metrics.gauge("wsctl_channels", "Channels somebody subscribes to.", channels.size(), "kind", label);
            channels.entrySet().stream()
                    .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                    .limit(top)
                    .forEach(channel -> metrics.gauge(
                            "wsctl_channel_subscribers",
                            "Subscribers, of the channels with the most.",
                            channel.getValue(),
                            "channel",
                            channel.getKey(),
                            "kind",
                            label));
        }
        metrics.gauge(
                "wsctl_channels_partial",
                "1 when not every node could be asked.",
                counts.gaps().isEmpty() ? 0 : 1);
    }

    private static void subscribers(MetricsText metrics, RedisSource source) {
        List<Subscriber> subscribers = ClientReader.subscribers(source.answeringMasters());
        metrics.gauge("wsctl_subscriber_connections", "Connections in pub/sub mode.", subscribers.size());
        metrics.gauge(
                "wsctl_subscriber_pattern_connections",
                "Those that subscribe by pattern.",
                subscribers.stream().filter(one -> one.patterns() > 0).count());
        metrics.gauge(
                "wsctl_subscriber_output_buffer_max_bytes",
                "Held for the slowest of them.",
                subscribers.stream().mapToLong(Subscriber::outputBuffer).max().orElse(0));
        metrics.gauge(
                "wsctl_subscriber_output_buffer_bytes",
                "Held for all of them.",
                subscribers.stream().mapToLong(Subscriber::outputBuffer).sum());
    }

    private void pool(MetricsText metrics, RedisSource source) throws InterruptedException {
        PoolReader.Census census = PoolReader.read(source.answeringMasters(), CHURN_WINDOW, source.deadline());
        List<Application> applications = census.applications();
        for (Application one : applications.subList(0, Math.min(top, applications.size()))) {
            metrics.gauge(
                    "wsctl_application_connections",
                    "Connections, of the applications with the most; told by the connections' names.",
                    one.connections(),
                    "application",
                    one.name());
            metrics.gauge(
                    "wsctl_application_idle_connections",
                    "Those without a command for a minute.",
                    one.idle(),
                    "application",
                    one.name());
        }
        metrics.gauge("wsctl_applications", "Applications with connections.", applications.size());
    }

    private void instances(MetricsText metrics, RedisSource source) {
        HeartbeatReader.Registry registry = HeartbeatReader.read(source.answeringMasters(), prefix, source.deadline());
        metrics.gauge(
                "wsctl_instances",
                "Instances with a heartbeat.",
                registry.instances().size());
        metrics.gauge("wsctl_instances_partial", "1 when the deadline cut the search.", registry.partial() ? 1 : 0);
        if (expectedInstances != null) {
            metrics.gauge("wsctl_instances_expected", "How many there should be.", expectedInstances);
        }
        for (InstanceStatus instance : registry.instances()) {
            instance(metrics, instance);
        }
    }

    private static void instance(MetricsText metrics, InstanceStatus instance) {
        String[] id = {"instance_id", instance.id()};
        Duration age = instance.heartbeatAge();
        metrics.gauge(
                        "wsctl_instance_heartbeat_age_seconds",
                        "By Redis' own clock.",
                        age == null ? Double.NaN : age.toMillis() / 1e3,
                        id)
                .gauge("wsctl_instance_degraded", "1 while it does not hear Redis.", instance.degraded() ? 1 : 0, id)
                .gauge("wsctl_instance_connections", "WebSocket connections.", instance.connections(), id)
                .gauge("wsctl_instance_rooms", "Rooms with members there.", instance.rooms(), id)
                .gauge(
                        "wsctl_instance_pool_in_use",
                        "Connections of its pool in use.",
                        instance.pool().inUse(),
                        id)
                .gauge(
                        "wsctl_instance_pool_max",
                        "Connections its pool may have.",
                        instance.pool().max(),
                        id)
                .gauge(
                        "wsctl_instance_pool_waiting",
                        "Callers that wait for one.",
                        instance.pool().waiting(),
                        id)
                .gauge(
                        "wsctl_instance_pubsub_latency_average_seconds",
                        "Publish to receive, as it measures it.",
                        instance.pubsub().averageLatencyMs() / 1e3,
                        id)
                .counter(
                        "wsctl_instance_published_total",
                        "Messages published.",
                        OptionalLong.of(instance.pubsub().published()),
                        id)
                .counter(
                        "wsctl_instance_received_total",
                        "Messages received.",
                        OptionalLong.of(instance.pubsub().received()),
                        id)
                .counter(
                        "wsctl_instance_publish_failures_total",
                        "Messages it could not publish.",
                        OptionalLong.of(instance.pubsub().failures()),
                        id);
    }

    private void presence(MetricsText metrics, RedisSource source) {
        PresenceReport report = PresenceCheck.judge(new PresenceReader(source, prefix, MOST_PRESENT).read(0));
        String help = "Clients over all instances, by standing.";
        metrics.gauge("wsctl_presence_clients", help, report.guests(), "standing", "guest")
                .gauge("wsctl_presence_clients", help, report.members(), "standing", "member")
                .gauge("wsctl_presence_clients", help, report.admins(), "standing", "admin")
                .gauge("wsctl_presence_stale_entries", "Not confirmed for 35 s, and not removed.", report.stale())
                .gauge(
                        "wsctl_presence_partial",
                        "1 when not all could be read.",
                        report.gaps().isEmpty() ? 0 : 1)
                .gauge(
                        "wsctl_presence_findings",
                        "What wsctl presence warns of.",
                        report.findings().stream()
                                .filter(finding -> finding.severity().compareTo(Status.WARNING) >= 0)
                                .count());
    }

    private static void sessions(MetricsText metrics, RedisSource source) {
        // Half for the walk, so that what it found can be sampled and told.
        SessionTally tally = new SessionReader(SessionFamilies.KNOWN, SESSION_SAMPLE)
                .read(source.answeringMasters(), source.deadline().share(2), Long.MAX_VALUE);
        for (SessionTally.Family family : tally.families()) {
            metrics.gauge(
                    "wsctl_sessions",
                    "Stored sessions, by the pattern of their keys.",
                    family.count(),
                    "pattern",
                    family.family().pattern());
        }
        metrics.gauge("wsctl_sessions_all", "Stored sessions.", tally.count());
        metrics.gauge("wsctl_sessions_partial", "1 when the deadline cut the count.", tally.partial() ? 1 : 0);
    }

    private void doctor(MetricsText metrics, RedisSource source) throws InterruptedException {
        Diagnosis diagnosis = diagnose.of(source);
        List<CodedFinding> findings = diagnosis.findings();
        for (Severity severity : Severity.values()) {
            metrics.gauge(
                    "wsctl_findings",
                    "What wsctl doctor found, by severity.",
                    findings.stream().filter(one -> one.severity() == severity).count(),
                    "severity",
                    severity.word());
        }
        for (CodedFinding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
            metrics.gauge(
                    "wsctl_finding",
                    "1 for each finding that is there; wsctl explain CODE says what it means.",
                    1,
                    "code",
                    finding.code(),
                    "severity",
                    finding.severity().word(),
                    "subject",
                    finding.subject());
        }
        metrics.gauge(
                "wsctl_checks_skipped",
                "Checks that could not be judged.",
                diagnosis.skipped().size());
    }
}

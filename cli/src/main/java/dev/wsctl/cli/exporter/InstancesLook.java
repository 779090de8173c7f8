package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The registry that instances keep, and what each says in its heartbeat. */
final class InstancesLook implements Collector.Look {
    private final String prefix;
    private final @Nullable Integer expectedInstances;

    InstancesLook(String prefix, @Nullable Integer expectedInstances) {
        this.prefix = prefix;
        this.expectedInstances = expectedInstances;
    }

    @Override
    public void into(MetricsText metrics, RedisSource source) {
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
}

package dev.wsctl.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.cluster.ClusterView;
import dev.wsctl.server.cluster.InstanceRegistry.Instance;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.metrics.MetricRegistry;
import dev.wsctl.server.metrics.MetricsReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of {@code /metrics}: the JSON that E2 documents, with everything that is registered beside it, and
 * Prometheus' text.
 */
final class ServerMetrics implements MetricsReport {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ServerConfig config;
    private final MetricRegistry registry;
    private final Supplier<BrokerStatus> broker;
    private final IntSupplier connections;
    private final @Nullable ClusterView cluster;
    private final Instant startedAt = Instant.now();
    private final ObjectMapper json = new ObjectMapper();
    private volatile ClusterView.@Nullable Snapshot lastLook;

    /** @param cluster null where there is no cluster */
    ServerMetrics(
            ServerConfig config,
            MetricRegistry registry,
            Supplier<BrokerStatus> broker,
            IntSupplier connections,
            @Nullable ClusterView cluster) {
        this.config = config;
        this.registry = registry;
        this.broker = broker;
        this.connections = connections;
        this.cluster = cluster;
        registry.gauge(
                "wsctl_server_cluster_instances",
                "Live instances by their heartbeats; missing while that cannot be told",
                this::instances);
    }

    private double instances() {
        if (cluster == null) {
            return 1;
        }
        ClusterView.Snapshot look = lastLook;
        return look == null || look.unknown() != null
                ? Double.NaN
                : look.instances().size();
    }

    private CompletionStage<ClusterView.Snapshot> look() {
        if (cluster == null) {
            return CompletableFuture.completedFuture(new ClusterView.Snapshot(List.of(self()), null));
        }
        return cluster.look().thenApply(look -> {
            lastLook = look;
            return look;
        });
    }

    private Instance self() {
        return new Instance(
                config.instanceId(), "", connections.getAsInt(), 0, false, startedAt, Instant.now(), Duration.ZERO);
    }

    @Override
    public CompletionStage<String> prometheus() {
        return look().thenApply(look -> registry.toPrometheus());
    }

    @Override
    public CompletionStage<String> json() {
        return look().thenApply(look -> {
            try {
                return json.writeValueAsString(describe(look));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("maps of plain values are always JSON", e);
            }
        });
    }

    private Map<String, @Nullable Object> describe(ClusterView.Snapshot look) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("timestamp", TIMESTAMP.format(Instant.now()));
        answer.put("instanceId", config.instanceId());
        answer.put("distributedMode", config.distributed());
        answer.put("pubsub", pubSub(broker.get()));
        answer.put("chat", Map.of("connectedClients", connections.getAsInt()));
        answer.put("cluster", cluster(look));
        answer.put("metrics", registry.toMap());
        return answer;
    }

    private Map<String, @Nullable Object> pubSub(BrokerStatus status) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("messagesPublished", status.published());
        answer.put("messagesReceived", status.received());
        answer.put("publishFailures", status.publishFailures());
        answer.put("averageLatencyMs", measured(status.averageLatencyMillis()));
        answer.put("maxLatencyMs", measured(status.maxLatencyMillis()));
        answer.put("isDegraded", status.state() == State.DEGRADED);
        answer.put("uptime", Duration.between(startedAt, Instant.now()).toMillis());
        return answer;
    }

    private static @Nullable Double measured(double millis) {
        return Double.isFinite(millis) ? Math.round(millis * 100) / 100.0 : null;
    }

    private static Map<String, @Nullable Object> cluster(ClusterView.Snapshot look) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("activeInstances", look.unknown() == null ? look.instances().size() : null);
        answer.put(
                "instances",
                look.instances().stream().map(ServerMetrics::describe).toList());
        if (look.unknown() != null) {
            answer.put("unknown", look.unknown());
        }
        return answer;
    }

    private static Map<String, Object> describe(Instance instance) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("instanceId", instance.id());
        answer.put("startedAt", instance.startedAt().toEpochMilli());
        answer.put("lastHeartbeat", instance.lastHeartbeat().toEpochMilli());
        answer.put("connectedClients", instance.connectedClients());
        return answer;
    }
}

package dev.wsctl.server.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.room.FanOutCounts;
import dev.wsctl.server.room.Rooms;
import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The HTTP answers that are not WebSockets. Never says a URL, a password or a key. */
final class Endpoints {

    private final ServerConfig config;
    private final Broker broker;
    private final Rooms rooms;
    private final Admission admission;
    private final Supplier<Map<String, Object>> cluster;
    private final Gate gate;
    private final MetricsEndpoint metrics;
    private final Instant startedAt = Instant.now();
    private final ObjectMapper json = new ObjectMapper();

    Endpoints(ServerConfig config, Broker broker, Rooms rooms, Admission admission, Gate gate, Operations operations) {
        this.config = config;
        this.broker = broker;
        this.rooms = rooms;
        this.admission = admission;
        this.cluster = operations.cluster();
        this.gate = gate;
        this.metrics = new MetricsEndpoint(gate, operations.report());
    }

    /** Whether the path is one where something is posted; all others are only read. */
    static boolean isPosted(String path) {
        return path.equals("/api/login") || path.equals("/api/logout");
    }

    /** @return completes within seconds */
    CompletionStage<HttpAnswer> answer(HttpCall call) {
        return call.path().equals("/metrics")
                ? metrics.answer(call)
                : CompletableFuture.completedFuture(answerAtOnce(call));
    }

    private HttpAnswer answerAtOnce(HttpCall call) {
        return switch (call.path()) {
            case "/api/login" -> gate.logIn(call);
            case "/api/logout" -> gate.logOut(call);
            case "/health" -> health();
            case "/health/redis" -> redisHealth();
            case "/api/ready" -> ready();
            case "/api/status" -> status();
            default -> {
                HttpAnswer page = Page.at(call.path());
                yield page != null
                        ? page
                        : HttpAnswer.line(
                                404,
                                "nothing here; try /, /health, /health/redis, /api/ready, /api/status, /metrics, /ws, /chat or"
                                        + " /echo");
            }
        };
    }

    private HttpAnswer health() {
        boolean draining = admission.isLeaving();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", draining ? "draining" : "ok");
        answer.put("instance_id", config.instanceId());
        answer.put("connections", admission.open());
        return answer(draining ? 503 : 200, answer);
    }

    /** A7: the documented three answers. */
    private HttpAnswer redisHealth() {
        BrokerStatus status = broker.status();
        Map<String, Object> answer = new LinkedHashMap<>();
        if (status.state() == State.DISABLED) {
            answer.put("status", "disabled");
            answer.put("fallback_mode", true);
            answer.put("message", "Redis is disabled, using single-instance mode");
            return answer(200, answer);
        }
        if (status.state() == State.CONNECTED) {
            answer.put("status", "healthy");
            answer.put("hears_itself", status.hearsItself());
            putParts(answer, status);
            return answer(200, answer);
        }
        answer.put("status", "unhealthy");
        answer.put("error", Objects.requireNonNullElse(status.lastError(), "not connected yet"));
        answer.put("fallback_mode", true);
        answer.put("state", name(status.state()));
        answer.put("since", status.since().toString());
        putParts(answer, status);
        return answer(503, answer);
    }

    /** Each of several places messages go through: when one is away, its rooms alone are on their own. */
    private static void putParts(Map<String, Object> answer, BrokerStatus status) {
        if (status.parts().isEmpty()) {
            return;
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        for (BrokerStatus.Part part : status.parts()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("place", part.place());
            one.put("state", name(part.state()));
            one.put("since", part.since().toString());
            one.put("hears_itself", part.hearsItself());
            one.put("error", part.lastError());
            parts.add(one);
        }
        answer.put("parts", parts);
    }

    /**
     * B3. Where messages are to be exchanged, an instance is ready once it has heard itself through Redis, and no longer
     * when it is degraded: a balancer should prefer instances that reach everybody. Clients that come anyway are served.
     * Where messages go through several places, one that works is enough: a server that is away is away for all instances.
     */
    private HttpAnswer ready() {
        BrokerStatus status = broker.status();
        boolean distributed = config.distributed();
        boolean pubsub = !distributed || status.carries();
        boolean ready = pubsub && !admission.isLeaving();
        Map<String, Object> checks = new LinkedHashMap<>();
        checks.put("redis", status.state() == State.CONNECTED);
        checks.put("pubsub", distributed && pubsub);
        checks.put("server", !admission.isLeaving());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", ready ? "ready" : "not_ready");
        answer.put("checks", checks);
        answer.put("security_validated", true);
        answer.put("multi_worker_support", distributed && pubsub);
        return answer(ready ? 200 : 503, answer);
    }

    /** A5, and what helps to see what the instance does. */
    private HttpAnswer status() {
        BrokerStatus status = broker.status();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("redis_enabled", config.redis().enabled());
        answer.put("local_connections", admission.open());
        answer.put("fallback_mode", status.state() != State.CONNECTED);
        answer.put("configuration", configuration());
        answer.put("instance_id", config.instanceId());
        answer.put("version", version());
        answer.put("uptime_s", Duration.between(startedAt, Instant.now()).toSeconds());
        answer.put("draining", admission.isLeaving());
        answer.put("rooms", rooms.names().size());
        answer.put("connections", connections());
        answer.put("broker", brokerFigures(status));
        answer.put("cluster", cluster.get());
        return answer(200, answer);
    }

    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("REDIS_ENABLED", config.redis().enabled());
        configuration.put("REDIS_PUBSUB_ENABLED", config.redis().pubSubEnabled());
        configuration.put("REDIS_URL", config.redis().enabled() ? "configured" : "not configured");
        configuration.put("REDIS_CHANNEL_PREFIX", config.redis().channelPrefix());
        configuration.put("REDIS_POOL_SIZE", config.redis().poolSize());
        configuration.put("REDIS_MAX_CONNECTIONS", config.redis().maxConnections());
        configuration.put("REDIS_SOCKET_TIMEOUT", config.redis().socketTimeout().toMillis() / 1000.0);
        configuration.put("REDIS_RETRY_ON_TIMEOUT", config.redis().retryOnTimeout());
        configuration.put("REDIS_RETRY_ATTEMPTS", config.redis().retryAttempts());
        return configuration;
    }

    private Map<String, Object> connections() {
        FanOutCounts counts = rooms.counts();
        Map<String, Object> connections = new LinkedHashMap<>();
        connections.put("open", admission.open());
        connections.put("accepted", admission.accepted());
        connections.put("refused", admission.refused());
        connections.put("deliveries", counts.deliveries());
        connections.put("writes", counts.writes());
        connections.put("queue_dropped", counts.dropped());
        connections.put("queue_over_capacity", counts.overCapacity());
        connections.put("queue_expired", counts.expired());
        connections.put("slow_readers_closed", counts.slowReaders());
        return connections;
    }

    private Map<String, Object> brokerFigures(BrokerStatus status) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("state", name(status.state()));
        figures.put("since", status.since().toString());
        figures.put("hears_itself", status.hearsItself());
        figures.put("last_error", status.lastError());
        figures.put("published", status.published());
        figures.put("received", status.received());
        figures.put("publish_failures", status.publishFailures());
        figures.put("malformed", status.malformed());
        figures.put("duplicates", status.duplicates());
        figures.put("undecipherable", broker.detail().undecipherable());
        figures.put("recorded", broker.detail().recorded());
        figures.put("record_failures", broker.detail().recordFailures());
        figures.put("average_latency_ms", finiteOrNull(status.averageLatencyMillis()));
        figures.put("max_latency_ms", finiteOrNull(status.maxLatencyMillis()));
        return figures;
    }

    private static @org.jspecify.annotations.Nullable Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String name(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String version() {
        return Optional.ofNullable(Endpoints.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(
                                Endpoints.class.getModule().getDescriptor()) // in the runtime of a package
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("development");
    }

    private HttpAnswer answer(int status, Map<String, Object> body) {
        try {
            return HttpAnswer.json(status, json.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of plain values are always JSON", e);
        }
    }
}

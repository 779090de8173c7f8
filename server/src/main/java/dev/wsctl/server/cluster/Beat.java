package dev.wsctl.server.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.PoolFigures;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of one heartbeat, as docs/protocol.md lists it; times are ms since 1970. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Beat(
        String instanceId,
        @Nullable String run,
        long startedAt,
        long lastHeartbeat,
        int connectedClients,
        int rooms,
        @Nullable String address,
        boolean degraded,
        long expiresAfterMs,
        @Nullable Pool pool,
        @Nullable PubSub pubsub) {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Pool(int max, int created, int available, int inUse, int waiting) {
        static Pool of(PoolFigures figures) {
            return new Pool(figures.max(), figures.created(), figures.available(), figures.inUse(), figures.waiting());
        }
    }

    /** Latencies are null before the first measurement. */
    record PubSub(
            long messagesPublished,
            long messagesReceived,
            long publishFailures,
            @Nullable Double averageLatencyMs,
            @Nullable Double maxLatencyMs) {

        static PubSub of(BrokerStatus status) {
            return new PubSub(
                    status.published(),
                    status.received(),
                    status.publishFailures(),
                    measured(status.averageLatencyMillis()),
                    measured(status.maxLatencyMillis()));
        }

        private static @Nullable Double measured(double millis) {
            return Double.isFinite(millis) ? Math.round(millis * 1000) / 1000.0 : null;
        }
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values is always JSON", e);
        }
    }

    /** Empty for what is no heartbeat: anybody may write to Redis. */
    static Optional<Beat> parse(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, Beat.class)).filter(beat -> beat.instanceId != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

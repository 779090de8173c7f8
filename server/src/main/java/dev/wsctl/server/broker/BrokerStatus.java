package dev.wsctl.server.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the broker is, at one moment.
 *
 * @param state see {@link State}
 * @param since when that state began
 * @param hearsItself whether the last self-echo came back in time; false until the first one has
 * @param lastError the last failure in words, without secrets; null if none happened since the state began
 * @param published messages handed to Redis and acknowledged by it, since start
 * @param received valid messages from other instances, since start
 * @param publishFailures messages that could not be handed to Redis, since start; they stayed local
 * @param malformed messages from Redis dropped because they were not valid, since start
 * @param duplicates messages from Redis dropped as seen within the deduplication window, since start
 * @param averageLatencyMillis mean publish-to-receive delay of the recent timestamped pings, NaN before the first
 * @param maxLatencyMillis largest such delay, NaN before the first
 * @param parts the places messages go through, each with its own state, where there are several: nodes of a Cluster, or
 *     independent servers; {@code state} then is the worst of theirs. Empty where there is one
 */
public record BrokerStatus(
        State state,
        Instant since,
        boolean hearsItself,
        @Nullable String lastError,
        long published,
        long received,
        long publishFailures,
        long malformed,
        long duplicates,
        double averageLatencyMillis,
        double maxLatencyMillis,
        List<Part> parts) {

    /** What the broker does with a published message. */
    public enum State {
        /** Redis is switched off by configuration: single-instance mode. */
        DISABLED,
        /** Not connected yet, or connection lost for less than the tolerated time. */
        CONNECTING,
        /** Published to Redis, and this instance hears itself there. */
        CONNECTED,
        /** Redis is unreachable, or deaf, for longer than tolerated (D7): local delivery only. */
        DEGRADED
    }

    /**
     * One of several places messages go through.
     *
     * @param place for people, without secrets
     * @param since when its state began
     * @param lastError null if nothing failed since then
     */
    public record Part(
            String place,
            State state,
            Instant since,
            boolean hearsItself,
            @Nullable String lastError) {

        boolean carries() {
            return hearsItself && state != State.DEGRADED;
        }
    }

    public BrokerStatus {
        parts = List.copyOf(parts);
    }

    /** Whether messages of at least some rooms reach other instances, as far as this one can tell. */
    public boolean carries() {
        return parts.isEmpty()
                ? hearsItself && state != State.DEGRADED
                : parts.stream().anyMatch(Part::carries);
    }
}

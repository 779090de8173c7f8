package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a lane carries (D7): connected from an echo to a loss, degraded when a loss has lasted; one log line a change.
 * For the lane's event loop; {@link #condition} may be called anywhere.
 */
final class LaneHealth {

    private static final Logger LOG = LoggerFactory.getLogger(LaneHealth.class);

    private final String label;
    private final Duration degradedAfter;
    private final Runnable changed;
    private volatile Condition condition = new Condition(State.CONNECTING, Instant.now(), false, null);
    private long unhealthySinceNanos = System.nanoTime();
    private @Nullable String lastError;
    private boolean carried;

    /**
     * @param label where the lane leads to, for people
     * @param changed runs after each change of state
     */
    LaneHealth(String label, Duration degradedAfter, Runnable changed) {
        this.label = label;
        this.degradedAfter = degradedAfter;
        this.changed = changed;
    }

    Condition condition() {
        return condition;
    }

    /** The lane begins to connect. */
    void begin() {
        unhealthySinceNanos = System.nanoTime();
    }

    /** Something failed; whether that matters shows later. */
    void note(String error) {
        lastError = error;
        Condition now = condition;
        condition = new Condition(now.state(), now.since(), now.hearsItself(), error);
    }

    void echoed() {
        if (condition.state() != State.CONNECTED) {
            become(State.CONNECTED);
        }
    }

    /** @param sinceNanos when the lane was last known to be well, by {@link System#nanoTime} */
    void lost(String reason, long sinceNanos) {
        note(reason);
        if (condition.state() == State.CONNECTED) {
            unhealthySinceNanos = sinceNanos;
            become(State.CONNECTING);
        }
    }

    void tick(long now) {
        if (condition.state() == State.CONNECTING && now - unhealthySinceNanos >= degradedAfter.toNanos()) {
            become(State.DEGRADED);
        }
    }

    private double awaySeconds() {
        return Math.round((System.nanoTime() - unhealthySinceNanos) / 1e8) / 10.0;
    }

    private void become(State state) {
        boolean well = state == State.CONNECTED;
        if (well) {
            lastError = null;
        }
        condition = new Condition(state, Instant.now(), well, lastError);
        switch (state) {
            case CONNECTED -> {
                if (carried) {
                    LOG.info("Connected to {} again after {} s: this instance hears itself", label, awaySeconds());
                } else {
                    LOG.info("Connected to {}: this instance hears itself", label);
                }
                carried = true;
            }
            case DEGRADED ->
                LOG.warn(
                        "Redis at {} has been out of reach for {} s: messages stay on this instance ({})",
                        label,
                        degradedAfter.toSeconds(),
                        lastError == null ? "no answer yet" : lastError);
            default -> LOG.warn("Lost Redis at {}: {}", label, lastError);
        }
        changed.run();
    }
}

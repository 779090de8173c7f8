package dev.wsctl.server.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis is there but refuses to keep what it is given: its memory is full, it cannot save, or an ACL forbids it. One
 * line in the log says so, and one when it takes everything again. Thread-safe.
 */
public final class RefusedWrites {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedWrites.class);

    private final String what;
    private final String consequence;
    private final long settleNanos;
    private boolean refused;
    private long lastRefusal;

    /**
     * @param what is written, in the plural
     * @param consequence of not having it in Redis, a half-sentence that begins with "so"
     * @param settles without a refusal for so long, it is over: a Redis that is nearly full takes one write and not the next
     */
    public RefusedWrites(String what, String consequence, Duration settles) {
        this.what = what;
        this.consequence = consequence;
        this.settleNanos = settles.toNanos();
    }

    /**
     * A write has been answered.
     *
     * @param error null if it was done; one that is no refusal says nothing, since Redis was out of reach
     * @return whether it was refused
     */
    public synchronized boolean answered(@Nullable Throwable error) {
        long now = System.nanoTime();
        if (error == null) {
            if (refused && now - lastRefusal >= settleNanos) {
                refused = false;
                LOG.info("Redis keeps {} again", what);
            }
            return false;
        }
        RedisDataException why = RedisDataException.of(error);
        if (!why.isRefusal()) {
            return false;
        }
        if (!refused) {
            LOG.warn("Redis refuses to keep {}, {}: {}", what, consequence, why.getMessage());
        }
        refused = true;
        lastRefusal = now;
        return true;
    }

    /** Whether the last that is known is a refusal. */
    public synchronized boolean refused() {
        return refused;
    }
}

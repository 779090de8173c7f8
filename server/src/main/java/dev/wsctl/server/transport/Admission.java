package dev.wsctl.server.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts WebSocket connections against the limits of the instance and of an address. Thread-safe. */
final class Admission {

    private final int maxConnections;
    private final int maxPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean leaving;
    private volatile boolean draining;

    /** @param maxPerAddress 0 is no limit */
    Admission(int maxConnections, int maxPerAddress) {
        this.maxConnections = maxConnections;
        this.maxPerAddress = maxPerAddress;
    }

    /** @return null if there is room, which must then be given back by {@link #leave}; otherwise why not */
    @Nullable BadRequestException enter(InetAddress address) {
        BadRequestException refusal = tryEnter(address);
        (refusal == null ? accepted : refused).increment();
        return refusal;
    }

    private @Nullable BadRequestException tryEnter(InetAddress address) {
        if (draining) {
            return shuttingDown();
        }
        if (open.incrementAndGet() > maxConnections) {
            open.decrementAndGet();
            return new BadRequestException(
                    Refusal.MAX_CONNECTIONS,
                    503,
                    "the instance has as many connections as it may have (MAX_CONNECTIONS)");
        }
        if (maxPerAddress > 0 && byAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
            leave(address);
            return new BadRequestException(
                    Refusal.MAX_CONNECTIONS_PER_ADDRESS,
                    503,
                    "too many connections from this address (MAX_CONNECTIONS_PER_ADDRESS)");
        }
        return null;
    }

    static BadRequestException shuttingDown() {
        return new BadRequestException(Refusal.DRAINING, 503, "the instance is shutting down");
    }

    void leave(InetAddress address) {
        // The address first: who sees that a place is free is let in, wherever it comes from.
        if (maxPerAddress > 0) {
            byAddress.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
        }
        open.decrementAndGet();
    }

    /** From now on health says that the instance goes away, so that balancers send nobody any more. */
    void announceLeaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** From now on nobody is let in. */
    void drain() {
        leaving = true;
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    int open() {
        return open.get();
    }

    long accepted() {
        return accepted.sum();
    }

    long refused() {
        return refused.sum();
    }
}

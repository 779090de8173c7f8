package dev.wsctl.load.engine;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.function.LongSupplier;

/**
 * Knows when an event loop had last read all there was. Before the loop waits for its sockets they are asked once without
 * waiting: if none has anything, no byte that is read later was held up by this loop before that moment. So the time
 * since then is an upper bound of what the generator added to a message's latency by reading late, however far upstream
 * the message waited because a socket was full. Lateness in waking up is not in it; the loop's timer shows that.
 *
 * <p>What was known less than {@value #GRAIN_NANOS} ns ago is not asked again: a loop that rests after every message would
 * spend a third of its system calls on it. The bound is then larger than need be, by no more than that. Belongs to its
 * event loop.
 */
final class CaughtUp implements IoHandler {

    /** Small beside the 10 ms that spoil a verdict. A wait as long as this was one for bytes that had not come. */
    static final long GRAIN_NANOS = 500_000;

    private final IoHandler sockets;
    private final LongSupplier clock;
    private long sinceNanos;
    private long askedNanos;
    private boolean proven;
    private boolean waiting;

    CaughtUp(IoHandler sockets) {
        this(sockets, System::nanoTime);
    }

    CaughtUp(IoHandler sockets, LongSupplier clock) {
        this.sockets = sockets;
        this.clock = clock;
        sinceNanos = clock.getAsLong();
    }

    /** When all had been read, as {@link System#nanoTime}; {@code now} if the loop rested until now. */
    long since(long nowNanos) {
        if (waiting) {
            waiting = false;
            if (proven || nowNanos - askedNanos >= GRAIN_NANOS) {
                sinceNanos = nowNanos;
            }
        }
        return sinceNanos;
    }

    @Override
    public int run(IoHandlerContext context) {
        if (!context.canBlock()) {
            return sockets.run(context);
        }
        askedNanos = clock.getAsLong();
        proven = askedNanos - sinceNanos >= GRAIN_NANOS;
        if (proven) {
            int handled = sockets.run(new WithoutWaiting(context));
            if (handled > 0) {
                return handled;
            }
            sinceNanos = askedNanos;
        }
        waiting = true;
        int handled = sockets.run(context);
        waiting = false;
        return handled;
    }

    private record WithoutWaiting(IoHandlerContext context) implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return context.delayNanos(currentTimeNanos);
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            context.reportActiveIoTime(activeNanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return context.shouldReportActiveIoTime();
        }
    }

    @Override
    public void initialize() {
        sockets.initialize();
    }

    @Override
    public void prepareToDestroy() {
        sockets.prepareToDestroy();
    }

    @Override
    public void destroy() {
        sockets.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return sockets.register(handle);
    }

    @Override
    public void wakeup() {
        sockets.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return sockets.isCompatible(handleType);
    }
}

package dev.wsctl.load.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.SplittableRandom;

/**
 * Keeps one client from reading as fast as it could, on its event loop, until it is lifted. It lasts over the client's
 * reconnects.
 */
final class Impairment {

    private static final int SMALL_BUFFER = 4096;
    private static final int USUAL_BUFFER = 256 << 10;

    private final Worker worker;
    private final SplittableRandom random;
    private final int receiveBuffer;
    private final long meanDelayNanos;
    private final double bytesPerNano;
    private boolean lifted;

    private Impairment(
            Worker worker, SplittableRandom random, int receiveBuffer, long meanDelayNanos, double bytesPerSecond) {
        this.worker = worker;
        this.random = random;
        this.receiveBuffer = receiveBuffer;
        this.meanDelayNanos = meanDelayNanos;
        bytesPerNano = bytesPerSecond / 1e9;
    }

    /** It reads nothing at all. */
    static Impairment deaf(Worker worker, int receiveBuffer) {
        return new Impairment(worker, new SplittableRandom(0), receiveBuffer, 0, 0);
    }

    /** It reads after delays of up to twice the mean, and no more than so many bytes a second. */
    static Impairment slow(Worker worker, SplittableRandom random, long meanDelayNanos, int bytesPerSecond) {
        return new Impairment(worker, random, SMALL_BUFFER, meanDelayNanos, bytesPerSecond);
    }

    void apply(Channel channel, ReadBudget budget) {
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.SO_RCVBUF, receiveBuffer);
        if (meanDelayNanos > 0) {
            readLater(channel, budget);
        }
    }

    private void readLater(Channel channel, ReadBudget budget) {
        long delay = 1 + random.nextLong(2 * meanDelayNanos);
        worker.schedule(
                () -> {
                    if (!lifted && channel.isActive()) {
                        budget.limit((int) Math.max(1, Math.min(1 << 20, delay * bytesPerNano)));
                        channel.read();
                        readLater(channel, budget);
                    }
                },
                delay);
    }

    void lift(Channel channel, ReadBudget budget) {
        lifted = true;
        budget.lift();
        channel.config().setOption(ChannelOption.SO_RCVBUF, USUAL_BUFFER);
        channel.config().setAutoRead(true);
    }
}

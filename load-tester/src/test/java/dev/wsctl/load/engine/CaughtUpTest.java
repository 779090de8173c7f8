package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an event loop has read")
class CaughtUpTest {

    private static final long MILLI = 1_000_000;

    private long now;
    private int asked;
    private int waited;
    private IntSupplier found = () -> 0;
    private IntSupplier came = () -> 0;
    private final CaughtUp caughtUp = new CaughtUp(new Sockets(), () -> now);

    @Test
    @DisplayName("N4 was all, until now, if nothing was there before it waited")
    void restProvesThatAllWasRead() {
        now = 3 * MILLI;
        came = () -> {
            now = 9 * MILLI;
            return read(0);
        };

        turn();

        assertThat(asked).isEqualTo(1);
        assertThat(waited).isEqualTo(1);
    }

    @Test
    @DisplayName("N4 was not all as long as something is there each time it looks, and is not waited for")
    void aBusyLoopFallsBehind() {
        found = () -> {
            now += 2 * MILLI;
            return read(now);
        };
        now = MILLI;

        for (int i = 0; i < 10; i++) {
            turn();
        }

        assertThat(waited).isZero();
        assertThat(caughtUp.since(now)).isZero();
    }

    @Test
    @DisplayName("N4 is not asked for again within half a millisecond, and is then told too late by no more than that")
    void isAskedForAtMostEveryHalfMillisecond() {
        now = MILLI;
        came = () -> {
            now += 20_000;
            long lag = now - caughtUp.since(now);
            assertThat(lag).isBetween(0L, CaughtUp.GRAIN_NANOS + 20_000);
            return 1;
        };

        while (now < 11 * MILLI) {
            turn();
        }

        assertThat(waited).isEqualTo(500);
        assertThat(asked).isBetween(15, 21);
    }

    @Test
    @DisplayName("N4 was all if it waited for longer than that, asked or not")
    void aLongWaitProvesItToo() {
        now = MILLI;
        turn();
        now += 10_000;
        came = () -> {
            now += 40 * MILLI;
            return read(0);
        };

        turn();

        assertThat(asked).isEqualTo(1);
        assertThat(waited).isEqualTo(2);
    }

    @Test
    @DisplayName("N4 counts from the first thing a wait brought: what is read after that has waited meanwhile")
    void onlyTheFirstReadAfterRestIsFresh() {
        now = MILLI;
        came = () -> {
            now += 5 * MILLI;
            read(0);
            now += 30 * MILLI;
            return read(30 * MILLI);
        };

        turn();
    }

    private int read(long lagNanos) {
        assertThat(now - caughtUp.since(now)).isEqualTo(lagNanos);
        return 1;
    }

    private void turn() {
        caughtUp.run(new Turn(true));
    }

    private record Turn(boolean canBlock) implements IoHandlerContext {
        @Override
        public long delayNanos(long currentTimeNanos) {
            return -1;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    }

    /** Sockets of which the test says what they have. */
    private final class Sockets implements IoHandler {
        @Override
        public int run(IoHandlerContext context) {
            if (context.canBlock()) {
                waited++;
                return came.getAsInt();
            }
            asked++;
            return found.getAsInt();
        }

        @Override
        public void prepareToDestroy() {}

        @Override
        public void destroy() {}

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException("no socket is opened here");
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }
}

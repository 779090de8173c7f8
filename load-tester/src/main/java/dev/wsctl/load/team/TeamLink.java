package dev.wsctl.load.team;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One end of the way between the leader of a run and one of its workers. Messages arrive whole and in order, or not at all. */
public interface TeamLink extends AutoCloseable {

    /** Whom it leads to, for people: {@code worker 2 (process 4711)}. */
    String name();

    /** May be called by any thread. */
    void send(byte[] message) throws IOException;

    /**
     * The next message; null if none comes in time. Called by one thread.
     *
     * @throws IOException if the other end is gone, with what is known of why
     */
    byte @Nullable [] receive(Duration patience) throws IOException, InterruptedException;

    /** A clock that both ends share, in nanoseconds: this process' {@link System#nanoTime} plus this. */
    default long offsetNanos() {
        return 0;
    }

    /** How far off {@link #offsetNanos} may be. */
    default long clockErrorNanos() {
        return 0;
    }

    @Override
    void close();
}

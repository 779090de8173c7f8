package dev.wsctl.load.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What can end a run before its time: somebody's wish, or a mistake of ours on an event loop. */
final class RunPulse {

    /** Each wakes a processor that may be busy with messages: no more often than somebody notices. */
    private static final long BEAT_NANOS = 20_000_000L;

    private final CountDownLatch stop;
    private final AtomicReference<@Nullable Throwable> crash = new AtomicReference<>();

    RunPulse(CountDownLatch stop) {
        this.stop = stop;
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    void stop() {
        stop.countDown();
    }

    /** Something threw where nothing may; the first one ends the run. */
    void crashed(Throwable failure) {
        crash.compareAndSet(null, failure);
    }

    /**
     * Waits a few milliseconds, or no longer than until the run is stopped.
     *
     * @return whether it is
     * @throws RuntimeException what an event loop threw; an Error likewise
     */
    boolean pause() throws InterruptedException {
        return pauseUntil(System.nanoTime() + BEAT_NANOS);
    }

    /** The same, but not longer than until that time. */
    boolean pauseUntil(long nanoTime) throws InterruptedException {
        long left = Math.max(0, nanoTime - System.nanoTime());
        boolean stopped = stop.await(Math.min(BEAT_NANOS, left), TimeUnit.NANOSECONDS);
        rethrow();
        return stopped;
    }

    /** Throws what an event loop threw, if one did. */
    void rethrow() {
        Throwable failure = crash.get();
        if (failure instanceof RuntimeException mistake) {
            throw mistake;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException("an event loop failed", failure);
        }
    }
}

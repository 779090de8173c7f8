package dev.wsctl.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C, SIGTERM and a closed terminal ask for the end instead of being it: the work is told to stop, and the
 * JVM stays until its result is out, though not for ever. The exit code then is the signal's, 130 after Ctrl-C.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean happened;

    private Interruption(Runnable stop, Duration patience) {
        hook = new Thread(
                () -> {
                    happened = true;
                    stop.run();
                    try {
                        if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                            return; // The JVM ends now, whatever the work still does.
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interruption");
    }

    /**
     * @param stop called at most once, from another thread; must return soon
     * @param patience how long the work may then take to end
     */
    static Interruption asks(Runnable stop, Duration patience) {
        Interruption interruption = new Interruption(stop, patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    /** The result is out. */
    @Override
    public void close() {
        finished.countDown();
        if (!happened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The signal came just now; the hook finds that all is finished.
            }
        }
    }
}

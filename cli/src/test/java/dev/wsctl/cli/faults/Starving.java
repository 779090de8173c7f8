package dev.wsctl.cli.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Stops the instances for a moment, one after the other, again and again: each has two thirds of the time, as on a machine
 * that has too much to do.
 */
final class Starving {

    private static final Duration MOMENT = Duration.ofMillis(400);

    private Starving() {}

    /** Carries out a task while the instances are starved. */
    static <T> T of(Trio trio, Supplier<T> task) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> rounds = CompletableFuture.runAsync(() -> {
            for (int i = 0; !over.get(); i = (i + 1) % 3) {
                stopForAMoment(trio.node(i));
            }
        });
        try {
            return task.get();
        } finally {
            over.set(true);
            rounds.join();
        }
    }

    private static void stopForAMoment(Node node) {
        node.suspend();
        try {
            Trial.pass(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            node.resume();
        }
    }
}

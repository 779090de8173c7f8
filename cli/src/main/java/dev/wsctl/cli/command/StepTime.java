package dev.wsctl.cli.command;

import dev.wsctl.cli.model.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What steps may take, each and all together, and whether somebody has asked for the end. */
final class StepTime {
    private final Duration each;
    private final @Nullable Duration together;
    private final @Nullable Deadline end;
    private volatile boolean interrupted;

    /** @param together counted from now; null for as long as the steps take */
    StepTime(Duration each, @Nullable Duration together) {
        this.each = each;
        this.together = together;
        end = together == null ? null : Deadline.after(together);
    }

    /** For a step that begins now. */
    Deadline step() {
        return end == null ? Deadline.after(each) : end.atMost(each);
    }

    /** A wish, or what is left if that is less. */
    Duration atMost(Duration wish) {
        if (end == null || end.remainingNanos() >= wish.toNanos()) {
            return wish;
        }
        return Duration.ofNanos(Math.max(0, end.remainingNanos()));
    }

    /** A step that begins now has less than its own time, so that its failure may be that of the clock. */
    boolean scant() {
        return end != null && end.remainingNanos() < each.toNanos();
    }

    /** Called by any thread. */
    void interrupt() {
        interrupted = true;
    }

    boolean over() {
        return interrupted || (end != null && end.expired());
    }

    /** Runs once the time for all is over, on another thread; never where there is no limit. */
    void whenOver(Runnable task) {
        if (end != null) {
            CompletableFuture.delayedExecutor(end.remainingMillis(), TimeUnit.MILLISECONDS)
                    .execute(task);
        }
    }

    /** Why no more steps are made. */
    String why() {
        return interrupted || together == null
                ? "interrupted before it was made"
                : "not made: the " + together.toMillis() / 1000.0 + " s of --within were over";
    }
}

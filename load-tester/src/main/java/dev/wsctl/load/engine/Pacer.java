package dev.wsctl.load.engine;

import dev.wsctl.load.schedule.PacedSchedule;
import dev.wsctl.load.schedule.SenderOrder;
import org.jspecify.annotations.Nullable;

/**
 * The open model on one event loop: walks through the whole run's schedule and stops at the messages whose sender lives
 * here. A message that is late is sent late and keeps its intended time; none is skipped.
 */
final class Pacer {

    static final long NEVER = Long.MAX_VALUE;

    private final Worker worker;
    private final PacedSchedule schedule;
    private final SenderOrder order;
    private final @Nullable Client[] senders;
    private long next = -1;
    private long due;
    private @Nullable Client sender;

    /**
     * @param senders all that have joined, on every loop of every process, in the same order for every loop; null where
     *     another process sends
     */
    Pacer(Worker worker, PacedSchedule schedule, SenderOrder order, @Nullable Client[] senders) {
        this.worker = worker;
        this.schedule = schedule;
        this.order = order;
        this.senders = senders;
        advance();
    }

    /** When the next message is due, in nanoseconds since the run's origin, or {@link #NEVER}. */
    long due() {
        return due;
    }

    /** Sends what is due, at most {@code most} messages, so that reading gets its turn too. */
    void send(long now, int most) {
        for (int sent = 0; sent < most && due <= now; sent++) {
            Client from = sender;
            long intended = due;
            if (from != null) {
                worker.outbox.sendPaced(from, intended);
            }
            advance();
        }
    }

    private void advance() {
        while (++next < schedule.messages()) {
            Client candidate = senders[order.sender(next)];
            if (candidate != null && candidate.worker == worker) {
                sender = candidate;
                due = schedule.dueNanos(next);
                return;
            }
        }
        sender = null;
        due = NEVER;
    }
}

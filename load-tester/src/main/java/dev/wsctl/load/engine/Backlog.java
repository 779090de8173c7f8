package dev.wsctl.load.engine;

/**
 * Messages of the open model that were due while their sender's server was not reading: they leave, in order, when it
 * reads again. Only their times are kept, 16 bytes a message, and no more than {@value #MOST} an event loop.
 */
final class Backlog {

    static final int MOST = 1 << 20;

    /** One sender's share. */
    static final class Waiting {
        private final LongQueue intended = new LongQueue();
        private final LongQueue ready = new LongQueue();
    }

    private final RunClock clock;
    private final Recorder recorder;
    private int size;

    Backlog(RunClock clock, Recorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
    }

    /** @param ready when the generator would have sent it */
    void add(Client sender, long intended, long ready) {
        if (clock.isMeasured(intended)) {
            recorder.deferred++;
        }
        if (size == MOST) {
            unsent(sender, intended);
            return;
        }
        Waiting waiting = sender.waiting;
        if (waiting == null) {
            waiting = new Waiting();
            sender.waiting = waiting;
        }
        waiting.intended.add(intended);
        waiting.ready.add(ready);
        size++;
    }

    /** Sends what waits, as far as the socket takes it. */
    void flush(Client sender, Outbox outbox) {
        Waiting waiting = sender.waiting;
        while (waiting != null && sender.canSend()) {
            size--;
            outbox.send(sender, waiting.intended.remove(), waiting.ready.remove());
            if (waiting.intended.isEmpty()) {
                sender.waiting = null;
                return;
            }
        }
    }

    /** What waits will never be sent: its sender is gone, or the time is up. */
    void drop(Client sender) {
        Waiting waiting = sender.waiting;
        sender.waiting = null;
        while (waiting != null && !waiting.intended.isEmpty()) {
            size--;
            unsent(sender, waiting.intended.remove());
        }
    }

    /** A message that was due will never be sent: its sender is away or gone, or its server has stopped reading. */
    void unsent(Client sender, long intended) {
        if (clock.isMeasured(intended)) {
            if (sender.attendance.isAway()) {
                recorder.unsentAway++;
                recorder.stages[clock.stage(intended)].unsent++;
            } else if (!sender.isJoined()) {
                recorder.unsentDead++;
            } else {
                recorder.unsentBlocked++;
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }
}

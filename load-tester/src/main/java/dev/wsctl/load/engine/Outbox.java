package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.Envelope;
import io.netty.buffer.ByteBufAllocator;

/** Sends one event loop's messages and counts them. */
final class Outbox {

    private final RunContext run;
    private final RunClock clock;
    private final Recorder recorder;
    private final FrameWriter writer;
    private boolean closed;
    private long sent;

    Outbox(RunContext run, RunClock clock, Recorder recorder, FrameWriter writer) {
        this.run = run;
        this.clock = clock;
        this.recorder = recorder;
        this.writer = writer;
    }

    /** Messages by now, those of the warm-up included. */
    long sent() {
        return sent;
    }

    /** Nothing is sent from now on. */
    void close() {
        closed = true;
    }

    /** Sends a message of the open model, however late it is. */
    void sendPaced(Client sender, long intended) {
        if (sender.canSend()) {
            Envelope envelope = sender.envelope();
            send(sender, envelope, intended, clock.now());
        } else if (clock.isMeasured(intended)) {
            if (sender.isJoined()) {
                recorder.unsentBlocked++;
            } else {
                recorder.unsentDead++;
            }
        }
    }

    /**
     * Sends a message of the closed model, which knows no intended time but the actual one.
     *
     * @return its number among its sender's, or -1 if the time to send is over
     */
    long sendUnpaced(Client sender) {
        Envelope envelope = sender.envelope();
        long now = clock.now();
        if (closed || now >= clock.measureTo() || (clock.isMeasured(now) && !run.takePermit())) {
            closed = true;
            return -1;
        }
        return send(sender, envelope, now, now);
    }

    private long send(Client sender, Envelope envelope, long intended, long actual) {
        Room room = sender.room;
        if (room == null) {
            return -1;
        }
        long sequence = room.ledger.send(sender.member);
        sent++;
        if (clock.isMeasured(intended)) {
            sender.sent++;
            recorder.sentAt(actual, actual - intended);
        }
        sender.write(writer.message(
                ByteBufAllocator.DEFAULT, envelope, room.number, sender.number, sequence, intended, actual));
        return sequence;
    }

    /** Whether the closed model has stopped; the open one is asked by its pacer. */
    boolean isClosed() {
        return closed || clock.now() >= clock.measureTo();
    }
}

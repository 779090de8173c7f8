package dev.wsctl.load.engine;

import io.netty.buffer.ByteBufAllocator;

/** Sends one event loop's messages and counts them. */
final class Outbox {

    private final RunContext run;
    private final RunClock clock;
    private final Recorder recorder;
    private final FrameWriter writer;
    private final MessageText texts;
    private final Backlog backlog;
    private boolean closed;
    private long sent;
    private long promised;

    Outbox(RunContext run, RunClock clock, Recorder recorder, FrameWriter writer) {
        this.run = run;
        this.clock = clock;
        this.recorder = recorder;
        this.writer = writer;
        texts = new MessageText(run);
        backlog = new Backlog(clock, recorder);
    }

    /** Messages by now, those of the warm-up included. */
    long sent() {
        return sent;
    }

    /** Nothing is sent from now on. */
    void close() {
        closed = true;
    }

    /** Sends a message of the open model, however late it is, or keeps it until the server reads again. */
    void sendPaced(Client sender, long intended) {
        if (!sender.isJoined()) {
            backlog.unsent(sender, intended);
            return;
        }
        sender.envelope(); // the first call makes it, which is the generator's time and not the server's
        long ready = clock.now();
        if (sender.waiting == null && sender.canSend()) {
            send(sender, intended, ready);
        } else {
            backlog.add(sender, intended, ready);
        }
    }

    /** A sender's socket takes more, or the sender is gone. */
    void changed(Client sender) {
        if (!sender.isJoined()) {
            backlog.drop(sender);
        } else if (!closed) {
            backlog.flush(sender, this);
        }
    }

    /** The time to send is over: what still waits never left. */
    void giveUp(Client sender) {
        backlog.drop(sender);
    }

    /** Whether messages wait for a server to read. */
    boolean isBlocked() {
        return !backlog.isEmpty();
    }

    /**
     * Sends a message of the closed model, which knows no intended time but the actual one.
     *
     * @return its number among its sender's, or -1 if the time to send is over
     */
    long sendUnpaced(Client sender) {
        sender.envelope();
        long now = clock.now();
        if (closed || now >= clock.measureTo() || (clock.isMeasured(now) && !run.takePermit())) {
            closed = true;
            return -1;
        }
        return send(sender, now, now);
    }

    /** @param ready when the generator was ready to send: what comes after that is the server's doing */
    long send(Client sender, long intended, long ready) {
        Room room = sender.room;
        if (room == null) {
            return -1;
        }
        long now = clock.now();
        long sequence = room.ledger.send(sender.member, now);
        sent++;
        recorder.lagged(ready - intended);
        StageFigures stage = recorder.stages[clock.stage(intended)];
        stage.sent++;
        stage.expected += room.size();
        promised += room.size();
        stage.sendLag.recordValue(Recorder.bounded(ready - intended));
        if (clock.isMeasured(intended)) {
            if (sender.sent++ == 0) {
                sender.firstMeasured = sequence;
            }
            recorder.sentAt(now);
        }
        TextBuffer text = texts.make(sender, room.number, sequence, intended, ready);
        sender.write(writer.message(ByteBufAllocator.DEFAULT, text, sender.isCompressed()));
        return sequence;
    }

    /** Deliveries that follow from what was sent by now, in all processes. */
    long promised() {
        return promised;
    }

    /** Whether the closed model has stopped; the open one is asked by its pacer. */
    boolean isClosed() {
        return closed || clock.now() >= clock.measureTo();
    }
}

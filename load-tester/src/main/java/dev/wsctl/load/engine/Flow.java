package dev.wsctl.load.engine;

import org.jspecify.annotations.Nullable;

/**
 * The closed model in one room: keeps a number of messages under way; the next is sent when one has reached all members,
 * or has been waited for as long as a delivery may take. Members send in turn.
 */
final class Flow {

    private static final long FREE = -1;

    private final Worker worker;
    private final Room room;
    private final long deadlineNanos;
    private final int[] senders;
    private final long[] sequences;
    private final long[] sentAt;
    private int turn;

    Flow(Worker worker, Room room, int inFlight, long deadlineNanos, int firstTurn) {
        this.worker = worker;
        this.room = room;
        this.deadlineNanos = deadlineNanos;
        senders = new int[inFlight];
        sequences = new long[inFlight];
        sentAt = new long[inFlight];
        java.util.Arrays.fill(sequences, FREE);
        turn = firstTurn;
    }

    void start() {
        for (int slot = 0; slot < sequences.length; slot++) {
            sendNext(slot);
        }
    }

    /** This message has reached everyone. */
    void completed(int sender, long sequence) {
        for (int slot = 0; slot < sequences.length; slot++) {
            if (sequences[slot] == sequence && senders[slot] == sender) {
                sendNext(slot);
                return;
            }
        }
    }

    /** Gives up what was waited for too long. */
    void expire() {
        if (worker.outbox.isClosed()) {
            return;
        }
        long now = worker.clock.now();
        for (int slot = 0; slot < sequences.length; slot++) {
            if (sequences[slot] == FREE || now - sentAt[slot] > deadlineNanos) {
                sendNext(slot);
            }
        }
    }

    /** A member has left: what only it was waited for is complete now. */
    void check() {
        for (int slot = 0; slot < sequences.length; slot++) {
            if (sequences[slot] != FREE && room.ledger.isComplete(senders[slot], sequences[slot])) {
                sendNext(slot);
            }
        }
    }

    private void sendNext(int slot) {
        sequences[slot] = FREE;
        Client sender = nextSender();
        if (sender == null) {
            return;
        }
        long sequence = worker.outbox.sendUnpaced(sender);
        if (sequence >= 0) {
            senders[slot] = sender.member;
            sequences[slot] = sequence;
            sentAt[slot] = worker.clock.now();
        }
    }

    private @Nullable Client nextSender() {
        for (int tried = 0; tried < room.senders(); tried++) {
            Client member = room.members[turn % room.senders()];
            turn = (turn + 1) % room.senders();
            if (member != null && member.canSend()) {
                return member;
            }
        }
        return null;
    }
}

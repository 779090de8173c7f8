package dev.wsctl.load.engine;

import java.util.List;

/** How many deliveries there had to be, by source and destination target; taken when nothing counts any longer. */
final class Expectation {

    private final long[] expected;
    private long leftOut;

    private Expectation(int targets) {
        expected = new long[targets * targets];
    }

    /** Every measured message to every member of its room that was there when sending began. */
    static Expectation ofAll(List<Room> rooms, int targets) {
        Expectation all = new Expectation(targets);
        for (Room room : rooms) {
            for (Client sender : room.members) {
                if (sender != null) {
                    for (int to = 0; to < targets; to++) {
                        all.expected[sender.target * targets + to] += sender.sent * room.sizeByTarget[to];
                    }
                }
            }
        }
        return all;
    }

    /** The same for a run that was stopped: what was still under way was not given the time a delivery may take. */
    static Expectation ofStopped(List<Room> rooms, int targets, long patienceNanos) {
        Expectation all = ofAll(rooms, targets);
        for (Room room : rooms) {
            for (Client sender : room.members) {
                if (sender != null && sender.sent > 0) {
                    all.leaveOut(room, sender, targets, sender.worker.endedAt() - patienceNanos);
                }
            }
        }
        return all;
    }

    private void leaveOut(Room room, Client sender, int targets, long since) {
        for (Client member : room.members) {
            if (member != null) {
                long underWay = room.ledger.underWay(sender.member, sender.firstMeasured, member.member, since);
                expected[sender.target * targets + member.target] -= underWay;
                leftOut += underWay;
            }
        }
    }

    /** @param pair source target × number of targets + destination target */
    long of(int pair) {
        return expected[pair];
    }

    long leftOut() {
        return leftOut;
    }
}

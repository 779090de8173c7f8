package dev.wsctl.load.engine;

import java.util.List;

/** How many deliveries there had to be, by source and destination target; taken when nothing counts any longer. */
final class Expectation {

    private final long[] expected;
    private final long[] leftOutByStage;
    private long leftOut;

    private Expectation(int targets, int stages) {
        expected = new long[targets * targets];
        leftOutByStage = new long[stages];
    }

    /** Every measured message to every member of its room that was there when sending began. */
    static Expectation ofAll(List<Room> rooms, int targets, int stages) {
        Expectation all = new Expectation(targets, stages);
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
    static Expectation ofStopped(List<Room> rooms, int targets, StageTimes times, long patienceNanos) {
        Expectation all = ofAll(rooms, targets, times.stages());
        for (Room room : rooms) {
            for (Client sender : room.members) {
                if (sender != null && sender.sent > 0) {
                    all.leaveOut(room, sender, targets, times, sender.worker.endedAt() - patienceNanos);
                }
            }
        }
        return all;
    }

    private void leaveOut(Room room, Client sender, int targets, StageTimes times, long since) {
        room.ledger.forEachMissing(sender.member, sender.firstMeasured, (member, sentAt) -> {
            Client receiver = room.members[member];
            if (receiver != null && sentAt >= since) {
                expected[sender.target * targets + receiver.target]--;
                leftOutByStage[times.at(sentAt)]++;
                leftOut++;
            }
        });
    }

    /** @param pair source target × number of targets + destination target */
    long of(int pair) {
        return expected[pair];
    }

    /** How much of {@link #leftOut} belongs to this stage. */
    long leftOut(int stage) {
        return leftOutByStage[stage];
    }

    long leftOut() {
        return leftOut;
    }
}

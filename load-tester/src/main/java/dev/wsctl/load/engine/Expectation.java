package dev.wsctl.load.engine;

import java.util.List;

/** How many deliveries there had to be, by source and destination target; taken when nothing counts any longer. */
final class Expectation {

    private final long[] expected;
    private final long[] leftOutByStage;
    private long leftOut;

    /** @param pairs by source and destination target */
    static Expectation of(long[] pairs, int targets, int stages) {
        Expectation known = new Expectation(targets, stages);
        System.arraycopy(pairs, 0, known.expected, 0, pairs.length);
        return known;
    }

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

    /** Nothing yet, to add to. */
    static Expectation none(int targets, int stages) {
        return new Expectation(targets, stages);
    }

    /** Adds what another process expects. */
    void add(Expectation other) {
        for (int pair = 0; pair < expected.length; pair++) {
            expected[pair] += other.expected[pair];
        }
        for (int stage = 0; stage < leftOutByStage.length; stage++) {
            leftOutByStage[stage] += other.leftOutByStage[stage];
        }
        leftOut += other.leftOut;
    }

    /** For a run that ended early in several processes: what has not arrived may have been under way, and is left out. */
    Expectation claimingNothing(Recorder recorded) {
        int stages = leftOutByStage.length;
        Expectation modest = new Expectation((int) Math.sqrt(expected.length), stages);
        for (int pair = 0; pair < expected.length; pair++) {
            modest.expected[pair] = recorded.delivered[pair];
            modest.leftOut += Math.max(0, expected[pair] - recorded.delivered[pair]);
        }
        for (int stage = 0; stage < stages; stage++) {
            StageFigures figures = recorded.stages[stage];
            modest.leftOutByStage[stage] = figures.expected - figures.delivered;
        }
        return modest;
    }

    long[] pairs() {
        return expected;
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

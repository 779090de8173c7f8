package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.Stage;
import java.util.List;

/**
 * Of what was lost, how much the disturbances explain, by the stage that did it: sent while its sender or its receiver
 * was away or could not read, or while a server or Redis was disturbed, or up to a second before. Taken when nothing
 * counts any longer.
 */
final class GapLosses {

    private final List<Stage> stages;
    private final StageTimes times;
    private final long[] lost;

    private GapLosses(List<Stage> stages) {
        this.stages = stages;
        times = new StageTimes(stages);
        lost = new long[stages.size()];
    }

    static GapLosses of(List<Stage> stages, List<Room> rooms) {
        GapLosses losses = new GapLosses(stages);
        if (stages.stream().anyMatch(stage -> stage.disturbance().isPresent())) {
            rooms.forEach(losses::add);
        }
        return losses;
    }

    private void add(Room room) {
        for (Client sender : room.members) {
            if (sender != null && sender.sent > 0) {
                room.ledger.forEachMissing(sender.member, sender.firstMeasured, (member, sentAt) -> {
                    Client receiver = room.members[member];
                    int stage = disturbedBefore(sentAt);
                    if (receiver != null && stage >= 0 && isExplained(sender, receiver, stage, sentAt)) {
                        lost[stage]++;
                    }
                });
            }
        }
    }

    private boolean isExplained(Client sender, Client receiver, int stage, long sentAt) {
        return sender.wasAway(sentAt)
                || receiver.wasAway(sentAt)
                || (actsOnServers(stages.get(stage)) && sentAt <= times.end(stage));
    }

    private static boolean actsOnServers(Stage stage) {
        return stage.disturbance().map(Disturbance::needsConsent).orElse(false);
    }

    /** The last stage that had begun to disturb when this was sent, or would within a second. */
    private int disturbedBefore(long sentAt) {
        for (int stage = stages.size() - 1; stage >= 0; stage--) {
            if (stages.get(stage).disturbance().isPresent() && sentAt >= times.start(stage) - Absences.BEFORE_NANOS) {
                return stage;
            }
        }
        return -1;
    }

    long of(int stage) {
        return lost[stage];
    }

    long total() {
        long total = 0;
        for (long one : lost) {
            total += one;
        }
        return total;
    }
}

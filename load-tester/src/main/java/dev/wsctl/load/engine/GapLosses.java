package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.Stage;
import java.util.List;

/**
 * Of what was lost, how much the disturbances explain, by the stage that did it: sent while its sender or its receiver
 * was away or could not read, or while a server or Redis was disturbed, or as long before as a message may be under way.
 * Taken when nothing counts any longer.
 */
final class GapLosses {

    /** A message is never reckoned to be under way for less. */
    private static final long SHORTEST_WAY_NANOS = 1_000_000_000L;

    private final List<Stage> stages;
    private final StageTimes times;
    /** For each stage that disturbs, how long a message may have been under way when it began. */
    private final long[] underWay;

    private final long[] lost;

    private GapLosses(List<Stage> stages, StageFigures[] figures) {
        this.stages = stages;
        times = new StageTimes(stages);
        lost = new long[stages.size()];
        underWay = new long[stages.size()];
        long longest = SHORTEST_WAY_NANOS;
        for (int stage = 0; stage < underWay.length; stage++) {
            underWay[stage] = longest;
            Stage one = stages.get(stage);
            if (one.disturbance().isEmpty() && one.kind() != Stage.Kind.WARM_UP && stage < figures.length) {
                // What arrived was not the slowest: that is what was under way still.
                longest = Math.max(longest, 2 * figures[stage].bystanders().getMaxValue());
            }
        }
    }

    static GapLosses none(List<Stage> stages) {
        return new GapLosses(stages, new StageFigures[0]);
    }

    /** What another process has found of each stage. */
    static GapLosses of(List<Stage> stages, long[] found) {
        GapLosses losses = none(stages);
        losses.add(found);
        return losses;
    }

    /** Adds what another process has found. */
    void add(long[] found) {
        for (int stage = 0; stage < lost.length; stage++) {
            lost[stage] += found[stage];
        }
    }

    /** Of each stage. */
    long[] byStage() {
        return lost.clone();
    }

    /** @param figures of each stage: how long messages were under way before something was disturbed */
    static GapLosses of(List<Stage> stages, List<Room> rooms, StageFigures[] figures) {
        GapLosses losses = new GapLosses(stages, figures);
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
        return sender.attendance.explains(sentAt, underWay[stage])
                || receiver.attendance.explains(sentAt, underWay[stage])
                || (actsOnServers(stages.get(stage)) && sentAt <= times.end(stage));
    }

    private static boolean actsOnServers(Stage stage) {
        return stage.disturbance().map(Disturbance::needsConsent).orElse(false);
    }

    /** The last stage that had begun to disturb when this was sent, or did while it may have been under way. */
    private int disturbedBefore(long sentAt) {
        for (int stage = stages.size() - 1; stage >= 0; stage--) {
            if (stages.get(stage).disturbance().isPresent() && sentAt >= times.start(stage) - underWay[stage]) {
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

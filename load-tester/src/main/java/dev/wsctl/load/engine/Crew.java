package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.Judge;
import dev.wsctl.load.report.LoadReport.WorkerFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that carried a plan out together.
 *
 * @param members those that came home
 * @param lost in words, those that did not
 */
record Crew(List<Member> members, List<String> lost) {

    /** One process alone, whose figures are those of the whole. */
    static final Crew NONE = new Crew(List.of(), List.of());

    /**
     * One process.
     *
     * @param name for people
     * @param clockErrorNanos how far its clock may be from the leader's
     */
    record Member(String name, Outcome outcome, long clockErrorNanos) {}

    List<WorkerFigures> workers() {
        return members.stream().map(Crew::figures).toList();
    }

    private static WorkerFigures figures(Member member) {
        Outcome outcome = member.outcome();
        long delivered = 0;
        for (long pair : outcome.recorded().delivered) {
            delivered += pair;
        }
        return new WorkerFigures(
                member.name(),
                outcome.joined(),
                outcome.recorded().sent,
                delivered,
                outcome.self().cpuPercent(),
                Summary.micros(outcome.recorded().loopLag, 99),
                outcome.self().longestPauseMicros(),
                outcome.self().memoryBytes(),
                member.clockErrorNanos() / 1e3);
    }

    /** Why the figures can't be trusted, seen process by process: one that starves among many is lost in the sum. */
    List<String> troubles(LoadPlan plan) {
        List<String> troubles = new ArrayList<>(lost);
        for (Member member : members) {
            Recorder recorded = member.outcome().recorded();
            StageFigures counted = Summary.counted(plan, recorded);
            if (members.size() > 1 && counted.sendLag.getTotalCount() > 0) {
                Judge.lateness(
                                Summary.micros(counted.corrected, 99),
                                Summary.micros(counted.sendLag, 99),
                                Summary.micros(recorded.loopLag, 99),
                                Summary.micros(recorded.readLag, 99))
                        .forEach(reason -> troubles.add(member.name() + ": " + reason));
            }
        }
        return troubles;
    }
}

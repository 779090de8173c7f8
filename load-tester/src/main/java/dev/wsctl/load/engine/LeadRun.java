package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.team.TeamLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * Leads a run that several processes carry out: they open their connections, begin to send at one moment, and one report is
 * made of what they bring home. Opens no connection itself. A worker that is lost ends the run, INVALID: what it had sent
 * and received is not known.
 */
public final class LeadRun {

    /** From when sending is settled until it begins, for every worker to hear of it. */
    private static final Duration LEAD = Duration.ofMillis(300);

    /** The same where what is said goes over a network and a third party. */
    private static final Duration LONG_LEAD = Duration.ofSeconds(2);

    private static final long LINGER_NANOS = 500_000_000L;
    /** Workers that have been told to close are home soon. */
    private static final long HOMECOMING_NANOS = 20_000_000_000L;

    private final LoadPlan plan;
    private final Peers peers;
    private final Feed progress;
    private final RunPulse pulse;
    private final Duration lead;
    private final Interventions interventions;
    private boolean stopped;

    /**
     * @param links to the workers
     * @param outside what stages may do to Redis; only this process does it
     * @param stop counted down to end the run early
     */
    public LeadRun(LoadPlan plan, List<TeamLink> links, LoadListener listener, Outside outside, CountDownLatch stop) {
        this.plan = plan;
        interventions = new Interventions(plan, outside);
        pulse = new RunPulse(stop);
        peers = new Peers(links.stream().map(link -> new Peer(link, plan)).toList());
        lead = links.stream().anyMatch(link -> link.offsetNanos() != 0) ? LONG_LEAD : LEAD;
        progress = new ProgressFeed(plan, peers, listener);
    }

    /** Runs to the end; an interrupt ends it early like a stop, and stays set. */
    public LoadReport carryOut() {
        long started = System.nanoTime();
        long runId = new SplittableRandom().nextLong();
        int of = peers.all().size();
        for (int index = 0; index < of; index++) {
            peers.all().get(index).start(new Share(index, of), runId);
        }
        boolean interrupted = false;
        try {
            lead();
        } catch (InterruptedException e) {
            interrupted = true;
            stopped = true;
            pulse.stop();
        } finally {
            interventions.close();
        }
        if (stopped) {
            peers.tell(new TeamMessage.Stop());
        }
        peers.tell(new TeamMessage.Close());
        try {
            return report(started);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void lead() throws InterruptedException {
        progress.enter(Phase.CONNECTING, plan.connectTimeout());
        while (!peers.areSettled()) {
            if (!goesOn(pulse.pause())) {
                return;
            }
        }
        BitSet present = peers.members();
        if (present.isEmpty()) {
            return;
        }
        long origin = System.nanoTime() + lead.toNanos();
        peers.all().forEach(peer -> peer.go(present, origin));
        StageTimes times = new StageTimes(plan.stages());
        for (int i = 0; i < times.stages(); i++) {
            Stage stage = plan.stages().get(i);
            progress.enter(
                    stage.kind() == Stage.Kind.WARM_UP ? Phase.WARMING_UP : Phase.MEASURING, stage, stage.length());
            if (!pass(i, stage, origin + times.end(i))) {
                return;
            }
        }
        long patience = plan.deliveryDeadline().toNanos();
        progress.enter(Phase.DRAINING, plan.deliveryDeadline());
        if (await(System.nanoTime() + patience, true)) {
            drain(System.nanoTime() + patience);
        }
    }

    /** What is done to clients in it, each worker does at the same moment by its own clock. */
    private boolean pass(int index, Stage stage, long end) throws InterruptedException {
        boolean orAllSent = plan.messageLimit().isPresent();
        if (stage.disturbance().isEmpty()) {
            return await(end, orAllSent);
        }
        boolean passed = false;
        try {
            interventions.begin(index);
            passed = await(end, orAllSent);
            return passed;
        } finally {
            // Also when interrupted, or a worker is lost: what is stopped must go on.
            interventions.end(index, !passed);
        }
    }

    private void drain(long deadline) throws InterruptedException {
        while (System.nanoTime() < deadline && peers.areWaiting()) {
            if (!goesOn(pulse.pause())) {
                return;
            }
        }
        long lingered = Math.min(deadline, System.nanoTime() + LINGER_NANOS);
        while (System.nanoTime() < lingered && goesOn(pulse.pause())) {
            // A duplicate may still be on its way.
        }
    }

    private boolean await(long nanoTime, boolean orAllSent) throws InterruptedException {
        while (System.nanoTime() < nanoTime && !(orAllSent && peers.areDoneSending())) {
            if (!goesOn(pulse.pauseUntil(nanoTime))) {
                return false;
            }
        }
        return true;
    }

    private boolean goesOn(boolean stop) {
        if (stop || peers.isAnyLost()) {
            stopped = true;
            return false;
        }
        progress.beat();
        return true;
    }

    private LoadReport report(long started) {
        progress.enter(Phase.CLOSING, Duration.ofSeconds(1));
        long deadline = System.nanoTime() + HOMECOMING_NANOS;
        RunPulse waiting = new RunPulse(new CountDownLatch(1));
        boolean interrupted = Thread.interrupted();
        while (peers.isAnyAtWork() && System.nanoTime() < deadline) {
            try {
                waiting.pause();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            progress.beat();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        peers.all().forEach(peer -> peer.lose("it did not come home"));
        List<Crew.Member> home = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Peer peer : peers.all()) {
            Outcome outcome = peer.home();
            if (outcome == null) {
                lost.add(peer.name() + " was lost: " + Objects.requireNonNullElse(peer.lost(), "it said no word"));
            } else {
                home.add(new Crew.Member(peer.name(), outcome, peer.clockErrorNanos()));
            }
        }
        return new Summary(plan, together(home, !lost.isEmpty()), new Crew(home, lost))
                .report(Duration.ofNanos(System.nanoTime() - started));
    }

    /** @param incomplete what was lost with a worker can't be told from what the server lost */
    private Outcome together(List<Crew.Member> home, boolean incomplete) {
        int targets = plan.targets().size();
        Recorder recorded = new Recorder(targets, plan.stages().size());
        Expectation expectation = Expectation.none(targets, plan.stages().size());
        GapLosses lostInGap = GapLosses.none(plan.stages());
        List<Outcome> outcomes = home.stream().map(Crew.Member::outcome).toList();
        int joined = 0;
        long sending = 0;
        long window = 0;
        double longestPause = 0;
        double pausedShare = 0;
        long memory = 0;
        boolean early = stopped || incomplete;
        for (Outcome outcome : outcomes) {
            recorded.add(outcome.recorded());
            expectation.add(outcome.expectation());
            lostInGap.add(outcome.disturbances().losses().byStage());
            joined += outcome.joined();
            sending = Math.max(sending, outcome.measured().sendingNanos());
            window = Math.max(window, outcome.measured().windowNanos());
            longestPause = Math.max(longestPause, outcome.self().longestPauseMicros());
            pausedShare = Math.max(pausedShare, outcome.self().pausedShare());
            memory += outcome.self().memoryBytes();
            early |= outcome.stopped();
        }
        double cpu = peers.perMachine(peer -> {
            Outcome outcome = peer.home();
            return outcome == null ? Double.NaN : outcome.self().cpuPercent();
        });
        return new Outcome(
                recorded,
                early ? expectation.claimingNothing(recorded) : expectation,
                joined,
                Peers.failures(outcomes),
                new Outcome.Self(cpu, longestPause, pausedShare, memory),
                progress.finish(),
                new Outcome.Measured(sending, window),
                new Disturbances(early ? GapLosses.none(plan.stages()) : lostInGap, interventions.notes()),
                early);
    }
}

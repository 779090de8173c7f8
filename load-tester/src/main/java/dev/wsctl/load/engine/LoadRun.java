package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/** Carries out one plan, phase by phase, on the calling thread; the work is done by the event loops' workers. */
public final class LoadRun {

    private final LoadPlan plan;
    private final LoadListener listener;
    private final Outside outside;
    private final RunPulse pulse;
    private final RunContext run;
    private final Share share;
    private final Company company;

    /** @param stop counted down to end the run early */
    public LoadRun(LoadPlan plan, LoadListener listener, Outside outside, CountDownLatch stop) {
        this(plan, new SplittableRandom().nextLong(), Share.WHOLE, Company.NONE, listener, outside, stop);
    }

    LoadRun(
            LoadPlan plan,
            long id,
            Share share,
            Company company,
            LoadListener listener,
            Outside outside,
            CountDownLatch stop) {
        this.plan = plan;
        this.share = share;
        this.company = company;
        this.listener = listener;
        this.outside = outside;
        pulse = new RunPulse(stop);
        run = new RunContext(plan, id, share, pulse);
    }

    /**
     * Runs to the end; an interrupt ends it early like a stop, and stays set. What the listener or an event loop throws
     * ends it, too, and is thrown.
     */
    public LoadReport carryOut() {
        long started = System.nanoTime();
        Outcome outcome = outcome((run, workers) -> new ProgressFeed(plan, new OwnGauges(run, workers), listener));
        return new Summary(plan, outcome, Crew.NONE).report(Duration.ofNanos(System.nanoTime() - started));
    }

    /** The same, for somebody else to report on. */
    Outcome outcome(BiFunction<RunContext, Workers, Feed> feeds) {
        try (GeneratorWatch watch = new GeneratorWatch();
                ClientTransport transport =
                        new ClientTransport(loopCount(), ClientSsl.of(plan), plan.connectTimeout())) {
            Workers workers = new Workers(run, share, transport);
            Feed progress = feeds.apply(run, workers);
            List<Client> clients = clients(workers);
            Interventions interventions = new Interventions(plan, outside);
            Measuring measuring = new Measuring(run, workers, progress, watch, interventions, company);
            boolean interrupted = false;
            try {
                connectAndMeasure(clients, measuring, progress);
            } catch (InterruptedException e) {
                interrupted = true;
                pulse.stop();
            } finally {
                interventions.close();
            }
            try {
                Outcome outcome = end(clients, workers, measuring, interventions.notes(), progress, watch);
                pulse.rethrow();
                return outcome;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** One loop reads hundreds of thousands of messages a second; the other half of the machine is left to its server. */
    private int loopCount() {
        return Math.max(1, Math.min(plan.rooms(), Runtime.getRuntime().availableProcessors() / 2 / share.of()));
    }

    private List<Client> clients(Workers workers) {
        Topology topology = run.topology();
        List<Client> clients = new ArrayList<>();
        for (int number = 0; number < plan.connections(); number++) {
            if (share.has(plan, topology, number)) {
                clients.add(new Client(
                        number,
                        topology.member(number),
                        topology.target(number),
                        workers.ofRoom(topology.room(number))));
            }
        }
        return clients;
    }

    private void connectAndMeasure(List<Client> clients, Measuring measuring, Feed progress)
            throws InterruptedException {
        progress.enter(Phase.CONNECTING, plan.connectTimeout());
        new Joining(run, clients, progress).carryOut();
        if ((run.joinedCount() > 0 || share.of() > 1) && !pulse.isStopped()) {
            measuring.carryOut(clients);
        }
    }

    private Outcome end(
            List<Client> clients,
            Workers workers,
            Measuring measuring,
            List<List<String>> notes,
            Feed progress,
            GeneratorWatch watch) {
        progress.enter(Phase.CLOSING, Duration.ofSeconds(1));
        run.closing();
        watch.stop();
        int targets = plan.targets().size();
        Recorder recorded = new Recorder(targets, plan.stages().size());
        measuring.stopSending();
        workers.each(Worker::end);
        workers.each(worker -> {
            clients.stream().filter(client -> client.worker == worker).forEach(Client::goodbye);
            worker.close();
        });
        workers.all().forEach(worker -> recorded.add(worker.recorder));
        progress.show();
        boolean stopped = pulse.isStopped();
        // What members elsewhere have not received is known there.
        Expectation expectation = stopped && share.of() == 1
                ? Expectation.ofStopped(
                        measuring.rooms(),
                        targets,
                        new StageTimes(plan.stages()),
                        plan.deliveryDeadline().toNanos())
                : Expectation.ofAll(measuring.rooms(), targets, plan.stages().size());
        GapLosses losses = GapLosses.of(plan.stages(), measuring.rooms(), recorded.stages);
        Disturbances gaps = new Disturbances(losses, notes);
        return new Outcome(
                recorded,
                expectation,
                run.joinedCount(),
                run.failures().list(),
                Outcome.Self.of(watch),
                progress.finish(),
                measuring.measured(),
                gaps,
                stopped);
    }
}

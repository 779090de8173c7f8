package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** Carries out one plan, phase by phase, on the calling thread; the work is done by the event loops' workers. */
public final class LoadRun {

    private final LoadPlan plan;
    private final LoadListener listener;
    private final Outside outside;
    private final RunPulse pulse;
    private final RunContext run;

    /** @param stop counted down to end the run early */
    public LoadRun(LoadPlan plan, LoadListener listener, Outside outside, CountDownLatch stop) {
        this.plan = plan;
        this.listener = listener;
        this.outside = outside;
        pulse = new RunPulse(stop);
        run = new RunContext(plan, new SplittableRandom().nextLong(), pulse);
    }

    /**
     * Runs to the end; an interrupt ends it early like a stop, and stays set. What the listener or an event loop throws
     * ends it, too, and is thrown.
     */
    public LoadReport carryOut() {
        long started = System.nanoTime();
        boolean tls = plan.targets().stream().anyMatch(target -> "wss".equals(target.getScheme()));
        try (GeneratorWatch watch = new GeneratorWatch();
                ClientTransport transport =
                        new ClientTransport(loopCount(), tls, plan.trustAllCertificates(), plan.connectTimeout())) {
            Workers workers = new Workers(run, transport);
            ProgressFeed progress = new ProgressFeed(run, workers, listener);
            List<Client> clients = clients(workers);
            Measuring measuring = new Measuring(run, workers, progress, watch, outside);
            boolean interrupted = false;
            try {
                connectAndMeasure(clients, measuring, progress);
            } catch (InterruptedException e) {
                interrupted = true;
                pulse.stop();
            }
            try {
                LoadReport report = end(clients, workers, measuring, progress, watch, started);
                pulse.rethrow();
                return report;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** One loop reads hundreds of thousands of messages a second; the other half of the machine is left to its server. */
    private int loopCount() {
        return Math.max(1, Math.min(plan.rooms(), Runtime.getRuntime().availableProcessors() / 2));
    }

    private List<Client> clients(Workers workers) {
        int targets = plan.targets().size();
        List<Client> clients = new ArrayList<>();
        for (int number = 0; number < plan.connections(); number++) {
            clients.add(new Client(
                    number,
                    RunContext.member(number, plan.rooms()),
                    RunContext.target(number, plan.rooms(), targets),
                    workers.ofRoom(RunContext.room(number, plan.rooms()))));
        }
        return clients;
    }

    private void connectAndMeasure(List<Client> clients, Measuring measuring, ProgressFeed progress)
            throws InterruptedException {
        progress.enter(Phase.CONNECTING, plan.connectTimeout());
        new Joining(run, clients, progress).carryOut();
        if (run.joinedCount() > 0 && !pulse.isStopped()) {
            measuring.carryOut(clients);
        }
    }

    private LoadReport end(
            List<Client> clients,
            Workers workers,
            Measuring measuring,
            ProgressFeed progress,
            GeneratorWatch watch,
            long started) {
        progress.enter(Phase.CLOSING, Duration.ofSeconds(1));
        run.closing();
        watch.stop();
        Recorder recorded = new Recorder(plan.targets().size(), plan.stages().size());
        measuring.stopSending();
        workers.each(Worker::end);
        workers.each(worker ->
                clients.stream().filter(client -> client.worker == worker).forEach(Client::goodbye));
        workers.all().forEach(worker -> recorded.add(worker.recorder));
        progress.show();
        boolean stopped = pulse.isStopped();
        int targets = plan.targets().size();
        Expectation expectation = stopped
                ? Expectation.ofStopped(
                        measuring.rooms(),
                        targets,
                        new StageTimes(plan.stages()),
                        plan.deliveryDeadline().toNanos())
                : Expectation.ofAll(measuring.rooms(), targets, plan.stages().size());
        Disturbances gaps = new Disturbances(GapLosses.of(plan.stages(), measuring.rooms()), measuring.notes());
        return new Summary(run, expectation, recorded, watch, progress.finish(), measuring.measured(), gaps, stopped)
                .report(Duration.ofNanos(System.nanoTime() - started));
    }
}

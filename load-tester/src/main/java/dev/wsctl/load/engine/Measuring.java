package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.schedule.PacedSchedule;
import dev.wsctl.load.schedule.SenderOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phases in which messages are sent: warm-up, the measured time, and waiting for what is under way. */
final class Measuring {

    /** After everything has arrived, a duplicate may still be on its way. */
    private static final long LINGER_NANOS = 250_000_000L;
    /** How long to wait for what is under way when stopped early. */
    private static final long STOP_DRAIN_NANOS = 500_000_000L;

    private final RunContext run;
    private final LoadPlan plan;
    private final Workers workers;
    private final Feed progress;
    private final GeneratorWatch watch;
    private final Interventions interventions;
    private final Company company;
    private final List<Room> rooms = new ArrayList<>();
    private long measureFrom = Long.MAX_VALUE;
    private Outcome.Measured measured = new Outcome.Measured(0, 0);

    Measuring(
            RunContext run,
            Workers workers,
            Feed progress,
            GeneratorWatch watch,
            Interventions interventions,
            Company company) {
        this.run = run;
        plan = run.plan();
        this.workers = workers;
        this.progress = progress;
        this.watch = watch;
        this.interventions = interventions;
        this.company = company;
    }

    /** Empty if sending never began. */
    List<Room> rooms() {
        return rooms;
    }

    /** How it went; shorter than planned if the run was stopped. */
    Outcome.Measured measured() {
        return measured;
    }

    void carryOut(List<Client> clients) throws InterruptedException {
        Client[] here = settle(clients);
        BitSet numbers = new BitSet();
        for (Client client : here) {
            numbers.set(client.number);
        }
        Company.Go go = company.settle(numbers, progress, run.pulse());
        if (go == null || go.present().isEmpty()) {
            return;
        }
        long origin = go.originNanos();
        start(senders(here, go.present()), origin);
        measureFrom = origin + plan.warmUp().toNanos();
        if (passStages(origin, new Disturber(plan, here, go.present()))) {
            // Late messages are still sent: the schedule skips none.
            progress.enter(Phase.DRAINING, plan.deliveryDeadline());
            await(System.nanoTime() + plan.deliveryDeadline().toNanos(), true);
        }
        watch.stop();
        stopSending();
        drain();
    }

    /** @return whether all of them were carried out */
    private boolean passStages(long origin, Disturber disturber) throws InterruptedException {
        StageTimes times = new StageTimes(plan.stages());
        for (int i = 0; i < times.stages(); i++) {
            Stage stage = plan.stages().get(i);
            boolean warmingUp = stage.kind() == Stage.Kind.WARM_UP;
            if (!warmingUp) {
                watch.start();
            }
            progress.enter(warmingUp ? Phase.WARMING_UP : Phase.MEASURING, stage, stage.length());
            if (!pass(i, stage, origin + times.end(i), disturber)) {
                return false;
            }
        }
        return true;
    }

    private boolean pass(int index, Stage stage, long end, Disturber disturber) throws InterruptedException {
        boolean orAllSent = plan.messageLimit().isPresent();
        if (stage.disturbance().isEmpty()) {
            return await(end, orAllSent);
        }
        boolean passed = false;
        try {
            workers.each(Worker::forgetTouched);
            disturber.begin(index);
            interventions.begin(index);
            passed = await(end, orAllSent);
            return passed;
        } finally {
            // Also when interrupted: what is stopped must go on.
            interventions.end(index, !passed);
            disturber.end();
        }
    }

    /** Also called for a run that was interrupted. Nothing is sent from now on. */
    void stopSending() {
        if (measureFrom != Long.MAX_VALUE) {
            long warmUp = plan.warmUp().toNanos();
            long sending = System.nanoTime() - measureFrom + warmUp;
            long whole = warmUp + plan.duration().toNanos();
            long sent = Math.max(0, Math.min(sending, whole));
            measured = new Outcome.Measured(sent, Math.max(0, sent - warmUp));
            measureFrom = Long.MAX_VALUE;
            workers.each(Worker::stopSending);
        }
    }

    /** From here on a room's members are those that have joined. */
    private Client[] settle(List<Client> clients) {
        for (int number = 0; number < plan.rooms(); number++) {
            rooms.add(new Room(
                    number,
                    run.topology().size(number),
                    run.topology().senders(number),
                    plan.targets().size()));
        }
        workers.each(worker -> {
            for (Client client : clients) {
                if (client.worker == worker && client.isJoined()) {
                    rooms.get(run.topology().room(client.number)).add(client);
                }
            }
        });
        return clients.stream().filter(client -> client.room != null).toArray(Client[]::new);
    }

    /**
     * All senders that have joined anywhere, in the same order in every process; null for those of another process. Where no
     * sender has joined, all that have are senders: a run that sends nothing says nothing.
     */
    private @Nullable Client[] senders(Client[] here, BitSet present) {
        Topology topology = run.topology();
        boolean any = present.stream().noneMatch(topology::isSender);
        @Nullable Client[] senders = new Client
                [(int) present.stream()
                        .filter(number -> any || topology.isSender(number))
                        .count()];
        int sender = 0;
        int mine = 0;
        for (int number = present.nextSetBit(0); number >= 0; number = present.nextSetBit(number + 1)) {
            boolean isHere = mine < here.length && here[mine].number == number;
            Client client = isHere ? here[mine++] : null;
            if (client == null) {
                rooms.get(topology.room(number)).addElsewhere(topology.member(number), topology.target(number));
            }
            if (any || topology.isSender(number)) {
                senders[sender++] = client;
            }
        }
        return senders;
    }

    /** @return null for the closed model */
    static @Nullable PacedSchedule schedule(LoadPlan plan) {
        return plan.inFlight().isPresent()
                ? null
                : new PacedSchedule(
                        plan.stages().stream()
                                .map(stage -> new PacedSchedule.Pace(stage.length(), stage.fromRate(), stage.toRate()))
                                .toList(),
                        plan.warmUp(),
                        plan.messageLimit());
    }

    private void start(@Nullable Client[] senders, long origin) {
        PacedSchedule paced = schedule(plan);
        for (Worker worker : workers.all()) {
            List<Room> mine = rooms.stream()
                    .filter(room -> workers.ofRoom(room.number) == worker)
                    .toList();
            Pacer pacer = paced == null
                    ? null
                    : new Pacer(worker, paced, new SenderOrder(plan.seed(), senders.length), senders);
            if (paced == null) {
                mine.forEach(room -> room.flow(new Flow(
                        worker,
                        room,
                        plan.inFlight().orElse(1),
                        plan.deliveryDeadline().toNanos(),
                        Math.floorMod(plan.seed() + room.number, room.members.length))));
            }
            worker.schedule(() -> worker.start(mine, origin, pacer), origin - System.nanoTime());
        }
    }

    private void drain() throws InterruptedException {
        boolean stopped = run.pulse().isStopped();
        long patience = stopped
                ? STOP_DRAIN_NANOS
                : company.patienceNanos(plan.deliveryDeadline().toNanos());
        progress.enter(Phase.DRAINING, Duration.ofNanos(patience));
        long deadline = System.nanoTime() + patience;
        while (System.nanoTime() < deadline && company.isWaiting(workers.areWaiting())) {
            if (run.pulse().pause() && !stopped) {
                stopped = true;
                deadline = Math.min(deadline, System.nanoTime() + STOP_DRAIN_NANOS);
            }
            progress.beat();
        }
        long lingered = Math.min(deadline, System.nanoTime() + LINGER_NANOS);
        while (System.nanoTime() < lingered) {
            run.pulse().pause();
            progress.beat();
        }
        progress.show();
    }

    /** @return whether the time came (or all was sent) without the run's being stopped */
    private boolean await(long nanoTime, boolean orAllSent) throws InterruptedException {
        while (System.nanoTime() < nanoTime && !(orAllSent && workers.areDoneSending())) {
            if (run.pulse().pauseUntil(nanoTime)) {
                return false;
            }
            progress.beat();
        }
        return !run.pulse().isStopped();
    }
}

package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.schedule.PacedSchedule;
import dev.wsctl.load.schedule.SenderOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The phases in which messages are sent: warm-up, the measured time, and waiting for what is under way. */
final class Measuring {

    /** Between the start's being settled and the first message, so that every loop is ready in time. */
    private static final long LEAD_NANOS = 20_000_000L;
    /** After everything has arrived, a duplicate may still be on its way. */
    private static final long LINGER_NANOS = 250_000_000L;
    /** How long to wait for what is under way when stopped early. */
    private static final long STOP_DRAIN_NANOS = 500_000_000L;

    private final RunContext run;
    private final LoadPlan plan;
    private final Workers workers;
    private final ProgressFeed progress;
    private final GeneratorWatch watch;
    private final List<Room> rooms = new ArrayList<>();
    private long measureFrom = Long.MAX_VALUE;
    private long measuredNanos;

    Measuring(RunContext run, Workers workers, ProgressFeed progress, GeneratorWatch watch) {
        this.run = run;
        plan = run.plan();
        this.workers = workers;
        this.progress = progress;
        this.watch = watch;
    }

    /** Empty if sending never began. */
    List<Room> rooms() {
        return rooms;
    }

    /** How long was measured; shorter than planned if the run was stopped. */
    long measuredNanos() {
        return measuredNanos;
    }

    void carryOut(List<Client> clients) throws InterruptedException {
        Client[] senders = settle(clients);
        if (senders.length == 0) {
            return;
        }
        long origin = System.nanoTime() + LEAD_NANOS;
        start(senders, origin);
        progress.enter(Phase.WARMING_UP, plan.warmUp());
        measureFrom = origin + plan.warmUp().toNanos();
        if (await(measureFrom, false)) {
            watch.start();
            progress.enter(Phase.MEASURING, plan.duration());
            if (await(measureFrom + plan.duration().toNanos(), true)) {
                // Late messages are still sent: the schedule skips none.
                progress.enter(Phase.DRAINING, plan.deliveryDeadline());
                await(System.nanoTime() + plan.deliveryDeadline().toNanos(), true);
            }
            watch.stop();
        }
        stopSending();
        drain();
    }

    /** Also called for a run that was interrupted. Nothing is sent from now on. */
    void stopSending() {
        if (measureFrom != Long.MAX_VALUE) {
            long measured =
                    Math.min(System.nanoTime() - measureFrom, plan.duration().toNanos());
            measuredNanos = Math.max(0, measured);
            measureFrom = Long.MAX_VALUE;
            workers.each(Worker::stopSending);
        }
    }

    /** From here on a room's members are those that have joined. */
    private Client[] settle(List<Client> clients) {
        for (int number = 0; number < plan.rooms(); number++) {
            int size = (plan.connections() - number + plan.rooms() - 1) / plan.rooms();
            rooms.add(new Room(number, size, plan.targets().size()));
        }
        workers.each(worker -> {
            for (Client client : clients) {
                if (client.worker == worker && client.isJoined()) {
                    rooms.get(RunContext.room(client.number, plan.rooms())).add(client);
                }
            }
        });
        return clients.stream().filter(client -> client.room != null).toArray(Client[]::new);
    }

    private void start(Client[] senders, long origin) {
        PacedSchedule schedule = plan.inFlight().isPresent()
                ? null
                : new PacedSchedule(plan.ratePerSecond(), plan.warmUp(), plan.duration(), plan.messageLimit());
        for (Worker worker : workers.all()) {
            List<Room> mine = rooms.stream()
                    .filter(room -> workers.ofRoom(room.number) == worker)
                    .toList();
            Pacer pacer = schedule == null
                    ? null
                    : new Pacer(worker, schedule, new SenderOrder(plan.seed(), senders.length), senders);
            if (schedule == null) {
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
        long patience = stopped ? STOP_DRAIN_NANOS : plan.deliveryDeadline().toNanos();
        progress.enter(Phase.DRAINING, Duration.ofNanos(patience));
        long deadline = System.nanoTime() + patience;
        while (System.nanoTime() < deadline && workers.areWaiting()) {
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
            if (run.pulse().pause()) {
                return false;
            }
            progress.beat();
        }
        return !run.pulse().isStopped();
    }
}

package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.schedule.PacedSchedule;
import dev.wsctl.load.schedule.SenderOrder;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Carries out one plan, phase by phase, on the calling thread; the work is done by the event loops' workers. */
public final class LoadRun {

    private static final int HANDSHAKES_UNDER_WAY = 128;
    private static final int FEWEST_HANDSHAKES_UNDER_WAY = 16;
    private static final long PROGRESS_NANOS = 250_000_000L;
    /** Between the start's being settled and the first message, so that every loop is ready in time. */
    private static final long LEAD_NANOS = 20_000_000L;
    /** After everything has arrived, a duplicate may still be on its way. */
    private static final Duration LINGER = Duration.ofMillis(250);
    /** How long to wait for what is under way when stopped early. */
    private static final Duration STOP_DRAIN = Duration.ofMillis(500);

    private final LoadPlan plan;
    private final LoadListener listener;
    private final CountDownLatch stop;
    private final RunContext run;
    private final List<Client> clients = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final GeneratorWatch watch = new GeneratorWatch();
    private Phase phase = Phase.CONNECTING;
    private long phaseStarted;
    private Duration phaseLength = Duration.ZERO;
    private long lastProgress;
    private final List<Room> rooms = new ArrayList<>();

    /** @param stop counted down to end the run early */
    public LoadRun(LoadPlan plan, LoadListener listener, CountDownLatch stop) {
        this.plan = plan;
        this.listener = listener;
        this.stop = stop;
        run = new RunContext(plan, new SplittableRandom().nextLong());
    }

    /** Runs to the end; an interrupt ends it early like a stop, and stays set. */
    public LoadReport carryOut() {
        long started = System.nanoTime();
        boolean tls = plan.targets().stream().anyMatch(target -> "wss".equals(target.getScheme()));
        boolean interrupted = false;
        Recorder recorded = new Recorder(plan.targets().size());
        long window = 0;
        try (ClientTransport transport =
                new ClientTransport(loopCount(), tls, plan.trustAllCertificates(), plan.connectTimeout())) {
            assign(transport);
            try {
                connect();
                if (run.joinedCount() > 0 && !isStopped()) {
                    window = measure();
                }
            } catch (InterruptedException e) {
                interrupted = true;
                stop.countDown();
            }
            recorded = end();
        } finally {
            watch.stop();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Summary(run, rooms, recorded, watch, window, isStopped())
                .report(Duration.ofNanos(System.nanoTime() - started));
    }

    /** One loop reads hundreds of thousands of messages a second; the other half of the machine is left to its server. */
    private int loopCount() {
        return Math.max(1, Math.min(plan.rooms(), Runtime.getRuntime().availableProcessors() / 2));
    }

    private void assign(ClientTransport transport) {
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        for (EventLoop loop : transport.loops()) {
            workers.add(new Worker(run, loop, transport, seeds.nextLong()));
        }
        int targets = plan.targets().size();
        for (int number = 0; number < plan.connections(); number++) {
            int room = RunContext.room(number, plan.rooms());
            clients.add(new Client(
                    number,
                    RunContext.member(number, plan.rooms()),
                    RunContext.target(number, plan.rooms(), targets),
                    workers.get(room % workers.size())));
        }
    }

    private void connect() throws InterruptedException {
        enter(Phase.CONNECTING, plan.connectTimeout());
        int targets = plan.targets().size();
        int window = Math.max(FEWEST_HANDSHAKES_UNDER_WAY, HANDSHAKES_UNDER_WAY / targets);
        List<Connector> connectors = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            int target = i;
            List<Client> mine = clients.stream().filter(c -> c.target == target).toList();
            if (mine.isEmpty()) {
                continue;
            }
            URI url = plan.dialect().url(run.identity(mine.get(0)));
            try {
                Connector connector = new Connector(
                        mine,
                        window,
                        plan.connectTimeout().toNanos(),
                        client -> client.worker.loop.execute(client::open),
                        count -> run.failures()
                                .add(
                                        run.label(target),
                                        "not tried: nothing opened here for " + run.connectTimeoutText(),
                                        count));
                run.target(target, HostLookup.address(url, plan.connectTimeout()), connector);
                connectors.add(connector);
            } catch (UnknownHostException e) {
                run.failures().add(run.label(target), String.valueOf(e.getMessage()), mine.size());
            }
        }
        connectors.forEach(connector -> connector.start(System.nanoTime()));
        while (!connectors.stream().allMatch(Connector::isDone) && !pause()) {
            progress(false);
        }
        connectors.forEach(Connector::giveUp);
        progress(true);
    }

    /** @return the length of the measured time in nanoseconds */
    @SuppressWarnings("FutureReturnValueIgnored") // the workers publish how far they are
    private long measure() throws InterruptedException {
        Client[] senders = settle();
        PacedSchedule schedule = plan.inFlight().isPresent()
                ? null
                : new PacedSchedule(plan.ratePerSecond(), plan.warmUp(), plan.duration(), plan.messageLimit());
        long origin = System.nanoTime() + LEAD_NANOS;
        for (Worker worker : workers) {
            List<Room> mine = rooms.stream()
                    .filter(room -> workers.get(room.number % workers.size()) == worker)
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
            worker.loop.schedule(
                    () -> worker.start(mine, origin, pacer), origin - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        enter(Phase.WARMING_UP, plan.warmUp());
        boolean stopped = sleepUntil(origin + plan.warmUp().toNanos(), false);
        watch.start();
        long measureFrom = System.nanoTime();
        enter(Phase.MEASURING, plan.duration());
        stopped |= stopped
                || sleepUntil(origin + plan.warmUp().plus(plan.duration()).toNanos(), true);
        if (!stopped) {
            // Late messages are still sent: the schedule skips none.
            enter(Phase.DRAINING, plan.deliveryDeadline());
            sleepUntil(System.nanoTime() + plan.deliveryDeadline().toNanos(), true);
        }
        watch.stop();
        long measured =
                Math.min(System.nanoTime() - measureFrom, plan.duration().toNanos());
        onEach(Worker::stopSending);
        drain();
        return measured;
    }

    /** From here on a room's members are those that have joined. */
    private Client[] settle() throws InterruptedException {
        for (int number = 0; number < plan.rooms(); number++) {
            int size = (plan.connections() - number + plan.rooms() - 1) / plan.rooms();
            rooms.add(new Room(number, size, plan.targets().size()));
        }
        List<Client> joined = new ArrayList<>();
        onEach(worker -> {
            for (Client client : clients) {
                if (client.worker == worker && client.isJoined()) {
                    rooms.get(RunContext.room(client.number, plan.rooms())).add(client);
                }
            }
        });
        for (Client client : clients) {
            if (client.room != null) {
                joined.add(client);
            }
        }
        return joined.toArray(new Client[0]);
    }

    private void drain() throws InterruptedException {
        Duration patience = isStopped() ? STOP_DRAIN : plan.deliveryDeadline();
        enter(Phase.DRAINING, patience);
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && workers.stream().anyMatch(worker -> worker.outstanding() > 0)) {
            TimeUnit.MILLISECONDS.sleep(10);
            progress(false);
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(LINGER.toNanos(), Math.max(0, deadline - System.nanoTime())));
        progress(true);
    }

    private Recorder end() {
        enter(Phase.CLOSING, Duration.ofSeconds(1));
        Recorder all = new Recorder(plan.targets().size());
        run.closing();
        boolean interrupted = Thread.interrupted();
        try {
            onEach(Worker::end);
            onEach(worker -> {
                for (Client client : clients) {
                    if (client.worker == worker) {
                        client.goodbye();
                    }
                }
            });
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(worker -> all.add(worker.recorder));
        progress(true);
        return all;
    }

    private interface Step {
        void take(Worker worker);
    }

    /** Lets every worker do something on its loop and waits for all. */
    private void onEach(Step step) throws InterruptedException {
        List<Future<?>> done = new ArrayList<>();
        for (Worker worker : workers) {
            done.add(worker.loop.submit(() -> step.take(worker)));
        }
        for (Future<?> future : done) {
            try {
                future.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("an event loop failed", e.getCause());
            }
        }
    }

    /** @return whether the run was stopped meanwhile */
    private boolean sleepUntil(long nanoTime, boolean orAllSent) throws InterruptedException {
        while (System.nanoTime() < nanoTime && !(orAllSent && workers.stream().allMatch(Worker::isDoneSending))) {
            if (pause()) {
                return true;
            }
            progress(false);
        }
        return isStopped();
    }

    private boolean pause() throws InterruptedException {
        return stop.await(5, TimeUnit.MILLISECONDS);
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void enter(Phase next, Duration length) {
        phase = next;
        phaseStarted = System.nanoTime();
        phaseLength = length;
        progress(true);
    }

    private void progress(boolean now) {
        long time = System.nanoTime();
        if (!now && time - lastProgress < PROGRESS_NANOS) {
            return;
        }
        lastProgress = time;
        Histogram interval = null;
        long sent = 0;
        long delivered = 0;
        for (Worker worker : workers) {
            sent += worker.sent();
            delivered += worker.delivered();
            if (interval == null) {
                interval = worker.recorder.interval();
            } else {
                interval.add(worker.recorder.interval());
            }
        }
        boolean empty = interval == null || interval.getTotalCount() == 0;
        listener.progress(new LoadListener.Progress(
                phase,
                Duration.ofNanos(time - phaseStarted),
                phaseLength,
                plan.connections(),
                run.joinedCount(),
                run.failures().total(),
                sent,
                delivered,
                empty || interval == null ? Double.NaN : interval.getValueAtPercentile(50) / 1e3,
                empty || interval == null ? Double.NaN : interval.getValueAtPercentile(99) / 1e3));
    }
}

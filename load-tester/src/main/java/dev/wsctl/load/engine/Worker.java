package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.KeepAlive;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of a run: its clients and rooms, the messages they send, and what it measures. Rooms never
 * span loops, so nothing here is shared: other threads see only what is {@link Published}, refreshed every
 * {@value #TICK_MILLIS} ms, until the loop has ended.
 */
// Tasks scheduled on the loop end with it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Worker {

    private static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000L;
    /** Messages sent in one go when late, before sockets are read again. */
    private static final int BURST = 64;
    /** Keep-alives are spread over their period, so that they don't all leave at once. */
    private static final int KEEP_ALIVE_SLICES = 20;

    final RunContext run;
    final EventLoop loop;
    final Recorder recorder;
    final ReadBuffer readBuffer = new ReadBuffer();
    final FrameWriter writer;
    final Arrivals arrivals;
    final Outbox outbox;
    final RunClock clock;
    /** What other threads may look at. */
    final Published published;

    private final Reconnects reconnects;
    private final ClientTransport transport;
    private final SplittableRandom random;
    private @Nullable Inflation inflation;
    private final List<Room> rooms = new ArrayList<>();
    private @Nullable Pacer pacer;
    private long tickDue;
    private boolean ended;
    private long endedAt;

    Worker(RunContext run, EventLoop loop, ClientTransport transport, long seed) {
        this.run = run;
        this.loop = loop;
        this.transport = transport;
        random = new SplittableRandom(seed);
        clock = new RunClock(new StageTimes(run.plan().stages()), transport.caughtUp(loop));
        writer = new FrameWriter(random.nextLong());
        recorder = new Recorder(run.plan().targets().size(), run.plan().stages().size());
        arrivals = new Arrivals(run, clock, recorder);
        published = new Published(run.plan().targets().size());
        outbox = new Outbox(run, clock, recorder, writer);
        reconnects = new Reconnects(this, random.split());
    }

    /** Runs the task on the loop; if it throws, the run ends with that, since nobody else would notice. */
    void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    void schedule(Runnable task, long delayNanos) {
        loop.schedule(guarded(task), delayNanos, TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                run.pulse().crashed(e);
            }
        };
    }

    /** What this loop's connections inflate with, one message at a time. */
    Inflation inflation() {
        Inflation mine = inflation;
        if (mine == null) {
            mine = new Inflation();
            inflation = mine;
        }
        return mine;
    }

    // While a client opens.

    long random() {
        return random.nextLong();
    }

    ChannelFuture connect(Client client, URI url) {
        return transport.connect(loop, client, url, run.address(client.target), run.sourceAddress(client));
    }

    void joined(Client client, long nanos) {
        recorder.connect.recordValue(Recorder.bounded(nanos));
        if (client.attendance.isAway()) {
            reconnects.back(client);
        } else {
            run.joined(client);
        }
    }

    void notJoined(Client client, String reason) {
        if (client.attendance.isAway()) {
            reconnects.failed(client, reason);
        } else {
            run.notJoined(client, reason);
        }
    }

    /** We have ended the connection of a client that had joined, which is to come back. */
    void dropped(Client client, boolean atOnce) {
        reconnects.dropped(client, atOnce);
    }

    /** The connection of a client that had joined has ended without our doing. */
    void ended(Client client, String reason) {
        if (reconnects.take(client)) {
            reconnects.ended(client, reason);
            return;
        }
        if (client.room != null) {
            outbox.changed(client);
            client.room.leave(client);
        }
        run.died(client, reason);
    }

    /** Something is done to this client: it is no bystander any more. */
    void touch(Client client) {
        if (!client.touched) {
            client.touched = true;
            recorder.stages[clock.stage(clock.now())].touched++;
        }
    }

    /** Another disturbance begins, for which only those count that are away still. */
    void forgetTouched() {
        forEachMember(client -> client.touched = client.attendance.isAway() || client.attendance.isRecovering());
    }

    void message(Client client, ByteBuf in, int from, int end) {
        arrivals.message(client, in, from, end);
    }

    // While messages are sent.

    /**
     * Begins to send; the membership of the rooms is settled.
     *
     * @param paced the open model's pacer; null for the closed model, whose flows stand in the rooms
     */
    void start(List<Room> mine, long originNanos, @Nullable Pacer paced) {
        rooms.addAll(mine);
        pacer = paced;
        long measureFrom = run.plan().warmUp().toNanos();
        clock.start(
                originNanos, measureFrom, measureFrom + run.plan().duration().toNanos());
        arrivals.enterEarly();
        tickDue = clock.now();
        tick();
        scheduleKeepAlives();
        if (paced == null) {
            for (Room room : rooms) {
                Flow flow = room.flow();
                if (flow != null) {
                    flow.start();
                }
            }
        } else {
            wake();
        }
    }

    /** Called after every socket read, so that a busy loop sends on time without waiting for its timer. */
    void sendDue() {
        Pacer paced = pacer;
        if (paced != null && paced.due() <= clock.readAt()) {
            paced.send(clock.now(), BURST);
        }
    }

    private void wake() {
        Pacer paced = pacer;
        if (paced != null && !ended) {
            paced.send(clock.now(), BURST);
            if (paced.due() != Pacer.NEVER) {
                schedule(this::wake, Math.max(0, paced.due() - clock.now()));
            }
        }
    }

    /** How late a task of the loop runs says how late everything is noticed. */
    private void tick() {
        if (ended) {
            return;
        }
        long now = clock.now();
        published.lagged(now - tickDue, recorder.takeWorstSendLag());
        if (clock.isMeasured(now) && now <= clock.measureTo()) {
            // With the ticks that a late one kept from being: else a stall of a second would count once in a hundred.
            recorder.loopLag.recordValueWithExpectedInterval(Recorder.bounded(now - tickDue), TICK_NANOS);
        }
        for (Room room : rooms) {
            Flow flow = room.flow();
            if (flow != null) {
                flow.expire();
            }
        }
        publish();
        tickDue = clock.now() + TICK_NANOS;
        schedule(this::tick, TICK_NANOS);
    }

    private void publish() {
        long outstanding = 0;
        for (Room room : rooms) {
            outstanding += room.ledger.outstanding();
        }
        Pacer paced = pacer;
        boolean doneSending = paced == null ? outbox.isClosed() : paced.due() == Pacer.NEVER && !outbox.isBlocked();
        published.counts(outbox, arrivals, outstanding, doneSending);
    }

    private void scheduleKeepAlives() {
        for (Room room : rooms) {
            for (Client client : room.members) {
                if (client == null) {
                    continue;
                }
                KeepAlive keepAlive =
                        run.plan().dialect().keepAlive(run.identity(client)).orElse(null);
                if (keepAlive == null) {
                    return;
                }
                long period = keepAlive.every().toNanos();
                long first = period * (client.number % KEEP_ALIVE_SLICES + 1) / KEEP_ALIVE_SLICES;
                loop.scheduleAtFixedRate(() -> client.sendText(keepAlive.frame()), first, period, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** No message is sent from now on. */
    void stopSending() {
        pacer = null;
        outbox.close();
        forEachMember(outbox::giveUp);
        clock.end();
        publish();
    }

    /** Nothing counts any longer. */
    void end() {
        ended = true;
        pacer = null;
        outbox.close();
        reconnects.end();
        forEachMember(this::stillAway);
        endedAt = clock.now();
        recorder.behindAtEnd = clock.behind();
        forEachMember(client -> client.room = null);
        publish();
    }

    /** Nothing more is read or sent. */
    void close() {
        writer.close();
        readBuffer.close();
        if (inflation != null) {
            inflation.close();
        }
    }

    private void stillAway(Client client) {
        if (client.attendance.isAway() && !run.pulse().isStopped()) {
            run.failures()
                    .add(
                            run.label(client.target),
                            "dropped, and not back at the end: " + client.attendance.lastFailure(),
                            1);
        }
    }

    private void forEachMember(Consumer<Client> what) {
        for (Room room : rooms) {
            for (Client client : room.members) {
                if (client != null) {
                    what.accept(client);
                }
            }
        }
    }

    /** When nothing counted any longer, in nanoseconds since the run's origin. */
    long endedAt() {
        return endedAt;
    }
}

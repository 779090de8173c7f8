package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.MarkerScanner;
import dev.wsctl.load.ledger.Delivery;
import dev.wsctl.load.plan.Topology;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Recognises deliveries in what one event loop receives, enters them into the ledger, and takes their time. */
final class Arrivals {

    /** Many seconds' worth; a process that is later than that measures nothing. */
    private static final int MOST_EARLY = 200_000;

    private final RunClock clock;
    private final Recorder recorder;
    private final MarkerScanner scanner;
    private final int connections;
    private final Topology topology;
    private final int targets;
    private final long[] deliveredTo;
    private final List<Early> early = new ArrayList<>();
    private long delivered;

    /** A frame that came before the run's beginning was known here. */
    private record Early(Client client, ByteBuf frame, long readTime) {}

    Arrivals(RunContext run, RunClock clock, Recorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
        scanner = new MarkerScanner(run.id());
        connections = run.plan().connections();
        topology = run.topology();
        targets = run.plan().targets().size();
        deliveredTo = new long[targets];
    }

    /** Message × member pairs by now, those of the warm-up included. */
    long delivered() {
        return delivered;
    }

    /** Of them, those at members on this target. */
    long deliveredTo(int target) {
        return deliveredTo[target];
    }

    void message(Client client, ByteBuf in, int from, int end) {
        Room room = client.room;
        if (room == null) {
            return;
        }
        int at = scanner.next(in, from, end);
        if (at >= 0 && !clock.isStarted()) {
            keep(client, in, from, end);
            return;
        }
        int lastSender = -1;
        long lastSequence = -1;
        for (; at >= 0; at = scanner.next(in, at, end)) {
            // A frame may carry its text twice, say plain and as HTML: still one delivery.
            if (scanner.sender() != lastSender || scanner.sequence() != lastSequence) {
                lastSender = scanner.sender();
                lastSequence = scanner.sequence();
                arrived(client, room, lastSender, lastSequence);
            }
        }
    }

    /**
     * A message of another process that has begun already, while this one, or this loop of it, is late: what it is worth can
     * be told once it is known when the run began.
     */
    private void keep(Client client, ByteBuf in, int from, int end) {
        if (early.size() == MOST_EARLY) {
            throw new IllegalStateException("this process began so late that " + MOST_EARLY + " messages came before");
        }
        early.add(new Early(client, Unpooled.copiedBuffer(in.slice(from, end - from)), clock.readTime()));
    }

    /** The clock is started: enters what came before that, with the times at which it did. */
    void enterEarly() {
        for (Early one : early) {
            clock.readAgain(one.readTime());
            message(one.client(), one.frame(), 0, one.frame().writerIndex());
        }
        early.clear();
    }

    private void arrived(Client client, Room room, int sender, long sequence) {
        if (sender >= connections || topology.room(sender) != scanner.room()) {
            return;
        }
        int senderMember = topology.member(sender);
        int pair = topology.target(scanner.room(), senderMember) * targets + client.target;
        if (scanner.room() != room.number) {
            if (clock.isMeasured(scanner.intended())) {
                recorder.misrouted[pair]++;
                figures().misrouted++;
            }
            return;
        }
        Client from = room.members[senderMember];
        boolean measured;
        Delivery delivery;
        if (from != null) {
            measured = from.hasMeasured(sequence);
            delivery = room.ledger.arrive(senderMember, sequence, client.member);
        } else if (room.isElsewhere(senderMember)) {
            measured = clock.isMeasured(scanner.intended());
            delivery = room.ledger.arriveFromElsewhere(senderMember, sequence, client.member, scanner.actual());
        } else {
            return;
        }
        if (delivery == Delivery.DUPLICATE) {
            figures().duplicated++;
            if (measured) {
                recorder.duplicated[pair]++;
            }
        } else if (delivery != Delivery.UNKNOWN) {
            delivered++;
            deliveredTo[client.target]++;
            long at = clock.readAt();
            long corrected = at - scanner.intended();
            long service = at - scanner.actual();
            recorder.observed(corrected);
            StageFigures stage = figures();
            stage.delivered++;
            stage.corrected.recordValue(Recorder.bounded(corrected));
            stage.service.recordValue(Recorder.bounded(service));
            if (client.touched) {
                client.attendance.heard(scanner.actual(), at);
            }
            if (client.touched || (from != null && from.touched)) {
                stage.touched(corrected);
            }
            if (delivery == Delivery.REORDERED) {
                stage.reordered++;
            }
            if (measured) {
                recorder.delivered(pair, service, clock.readLag());
                if (delivery == Delivery.REORDERED) {
                    recorder.reordered[pair]++;
                }
                recorder.arrivedAt(at, clock.measureTo());
            }
            Flow flow = room.flow();
            if (flow != null && room.ledger.isComplete(senderMember, sequence)) {
                flow.completed(senderMember, sequence);
            }
        }
    }

    /** Of the stage the marker found last belongs to. */
    private StageFigures figures() {
        return recorder.stages[clock.stage(scanner.intended())];
    }
}

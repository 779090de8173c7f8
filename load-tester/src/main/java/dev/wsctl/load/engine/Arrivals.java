package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.MarkerScanner;
import dev.wsctl.load.ledger.Delivery;
import io.netty.buffer.ByteBuf;

/** Recognises deliveries in what one event loop receives, enters them into the ledger, and takes their time. */
final class Arrivals {

    private final RunClock clock;
    private final Recorder recorder;
    private final MarkerScanner scanner;
    private final int connections;
    private final int rooms;
    private final int targets;
    private long delivered;

    Arrivals(RunContext run, RunClock clock, Recorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
        scanner = new MarkerScanner(run.id());
        connections = run.plan().connections();
        rooms = run.plan().rooms();
        targets = run.plan().targets().size();
    }

    /** Message × member pairs by now, those of the warm-up included. */
    long delivered() {
        return delivered;
    }

    void message(Client client, ByteBuf in, int from, int end) {
        Room room = client.room;
        if (room == null) {
            return;
        }
        int lastSender = -1;
        long lastSequence = -1;
        for (int at = scanner.next(in, from, end); at >= 0; at = scanner.next(in, at, end)) {
            // A frame may carry its text twice, say plain and as HTML: still one delivery.
            if (scanner.sender() != lastSender || scanner.sequence() != lastSequence) {
                lastSender = scanner.sender();
                lastSequence = scanner.sequence();
                arrived(client, room, lastSender, lastSequence);
            }
        }
    }

    private void arrived(Client client, Room room, int sender, long sequence) {
        if (sender >= connections || RunContext.room(sender, rooms) != scanner.room()) {
            return;
        }
        int senderMember = RunContext.member(sender, rooms);
        int pair = senderMember % targets * targets + client.target;
        if (scanner.room() != room.number) {
            if (clock.isMeasured(scanner.intended())) {
                recorder.misrouted[pair]++;
            }
            return;
        }
        Client from = room.members[senderMember];
        if (from == null) {
            return;
        }
        boolean measured = from.hasMeasured(sequence);
        Delivery delivery = room.ledger.arrive(senderMember, sequence, client.member);
        if (delivery == Delivery.DUPLICATE) {
            if (measured) {
                recorder.duplicated[pair]++;
            }
        } else if (delivery != Delivery.UNKNOWN) {
            delivered++;
            long corrected = clock.readAt() - scanner.intended();
            recorder.observed(corrected);
            if (measured) {
                recorder.delivered(pair, corrected, clock.readAt() - scanner.actual());
                if (delivery == Delivery.REORDERED) {
                    recorder.reordered[pair]++;
                }
                recorder.arrivedAt(clock.readAt(), clock.measureTo());
            }
            Flow flow = room.flow();
            if (flow != null && room.ledger.isComplete(senderMember, sequence)) {
                flow.completed(senderMember, sequence);
            }
        }
    }
}

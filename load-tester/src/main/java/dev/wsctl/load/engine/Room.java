package dev.wsctl.load.engine;

import dev.wsctl.load.ledger.RoomLedger;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room and the ledger of their messages. All of a room that is in this process lives on one event
 * loop.
 */
final class Room {

    final int number;
    final RoomLedger ledger;
    /** By member number; null where the connection never joined, or belongs to another process. */
    final @Nullable Client[] members;

    private final BitSet elsewhere = new BitSet();
    private @Nullable Flow flow;
    private int size;
    private final int senders;
    /** Members that had joined when sending began, by target. */
    final int[] sizeByTarget;

    /** @param senders so many of the members, the first ones, send */
    Room(int number, int size, int senders, int targets) {
        this.number = number;
        this.senders = senders;
        ledger = new RoomLedger(size);
        members = new Client[size];
        sizeByTarget = new int[targets];
    }

    void add(Client client) {
        members[client.member] = client;
        sizeByTarget[client.target]++;
        size++;
        ledger.join(client.member);
        client.room = this;
    }

    /** How many of the members, the first ones, send. */
    int senders() {
        return senders;
    }

    /** A member whose connection is another process's: it hears what is sent here, and is heard here. */
    void addElsewhere(int member, int target) {
        elsewhere.set(member);
        sizeByTarget[target]++;
        size++;
    }

    /** Whether this member had joined in another process. */
    boolean isElsewhere(int member) {
        return elsewhere.get(member);
    }

    /** Members that had joined when sending began: as many deliveries are expected of each message. */
    int size() {
        return size;
    }

    void leave(Client client) {
        ledger.leave(client.member);
        if (flow != null) {
            flow.check();
        }
    }

    void flow(Flow closedModel) {
        flow = closedModel;
    }

    @Nullable Flow flow() {
        return flow;
    }
}

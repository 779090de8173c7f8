package dev.wsctl.load.engine;

import dev.wsctl.load.ledger.RoomLedger;
import org.jspecify.annotations.Nullable;

/** The members of one room and the ledger of their messages. All of a room lives on one event loop. */
final class Room {

    final int number;
    final RoomLedger ledger;
    /** By member number; null where the connection never joined. */
    final @Nullable Client[] members;

    private @Nullable Flow flow;
    private int size;
    /** Members that had joined when sending began, by target. */
    final int[] sizeByTarget;

    Room(int number, int size, int targets) {
        this.number = number;
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

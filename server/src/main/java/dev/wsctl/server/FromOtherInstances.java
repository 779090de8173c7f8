package dev.wsctl.server;

import dev.wsctl.server.broker.BrokerListener;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.room.Rooms;

/** Brings what other instances published to the local members. */
final class FromOtherInstances implements BrokerListener {

    private final Rooms rooms;

    FromOtherInstances(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void onRoomMessage(String room, byte[] message) {
        rooms.deliver(room, message);
    }

    @Override
    public void onMessageToEveryone(byte[] message) {
        rooms.deliverToEveryone(message);
    }

    /** The broker logs it, and every answer over HTTP asks it for its status at that moment. */
    @Override
    public void onStateChange(BrokerStatus status) {}
}

package dev.wsctl.server;

import dev.wsctl.server.broker.BrokerListener;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.cluster.Presence;
import dev.wsctl.server.protocol.GlobalMessage;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.transport.Listener;

/** Brings what other instances published to the local members. */
final class FromOtherInstances implements BrokerListener {

    private final Listener local;
    private final Presence presence;
    private final MessageWriter messages;

    /** @param messages for the thread the broker calls on, alone */
    FromOtherInstances(Listener local, Presence presence, MessageWriter messages) {
        this.messages = messages;
        this.local = local;
        this.presence = presence;
    }

    @Override
    public void onRoomMessage(String room, byte[] message) {
        local.rooms().deliver(room, message);
    }

    @Override
    public void onMessageToEveryone(byte[] message) {
        GlobalMessage read;
        try {
            read = GlobalMessage.parse(message);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException("the broker lets only valid messages through", e);
        }
        switch (read.type()) {
            case PRESENCE -> {
                presence.heard(read.counts());
                local.tellPresence(message);
            }
            case USER_DISCONNECTED -> local.disconnect(read.clientId());
            default -> local.rooms().deliverToEveryone(message);
        }
    }

    @Override
    public void onGap(String room, String reason) {
        local.rooms().deliver(room, messages.gap(room, reason));
    }

    /** The broker logs it, and every answer over HTTP asks it for its status at that moment. */
    @Override
    public void onStateChange(BrokerStatus status) {}
}

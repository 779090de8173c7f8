package dev.wsctl.server;

import dev.wsctl.server.broker.BrokerListener;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.room.Rooms;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what other instances published to the local members, and says so when the way to them is lost (D7). */
final class BrokerEvents implements BrokerListener {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final String instanceId;
    private final Rooms rooms;

    BrokerEvents(String instanceId, Rooms rooms) {
        this.instanceId = instanceId;
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

    @Override
    public void onStateChange(BrokerStatus status) {
        switch (status.state()) {
            case CONNECTED -> LOG.info("instance {} exchanges messages through Redis", instanceId);
            case DEGRADED ->
                LOG.warn(
                        "instance {} is local-only, Redis is unreachable or deaf: {}",
                        instanceId,
                        Objects.requireNonNullElse(status.lastError(), "no error reported"));
            default -> LOG.info("instance {}: broker is {}", instanceId, status.state());
        }
    }
}

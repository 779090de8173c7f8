package dev.wsctl.server.protocol;

/**
 * Names of channels and keys in Redis.
 *
 * @param prefix {@code REDIS_CHANNEL_PREFIX}
 */
public record KeyLayout(String prefix) {

    /** The channel that carries a room's messages. */
    public String roomChannel(String room) {
        return prefix + ":" + room;
    }

    /** The room whose channel this is. No room name holds a colon, so other channels of the prefix never look like one. */
    public String roomOf(String channel) {
        return channel.substring(prefix.length() + 1);
    }

    /** The channel every instance listens to. */
    public String globalChannel() {
        return prefix + ":pubsub:global:broadcast";
    }

    /** The key of an instance's heartbeat. */
    public String instanceKey(String instanceId) {
        return prefix + ":instances:" + instanceId;
    }
}

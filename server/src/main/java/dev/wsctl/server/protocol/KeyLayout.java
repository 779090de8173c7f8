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

    /** What the names of the channels begin with on which instances hear themselves in sharded pub/sub; a number follows. */
    public String echoChannelPrefix() {
        return prefix + ":pubsub:global:echo:";
    }

    /** The stream that keeps a room's messages, where they are recorded. */
    public String streamKey(String room) {
        return "stream:" + roomChannel(room);
    }

    /** The same in a Redis Cluster: in the slot of the room's channel. */
    public String clusterStreamKey(String room) {
        return "stream:{" + roomChannel(room) + "}";
    }

    /** The key of an instance's heartbeat. */
    public String instanceKey(String instanceId) {
        return prefix + ":instances:" + instanceId;
    }

    /** The sorted set of instances: name, and when it last gave a sign of life, in ms since 1970 by Redis' clock. */
    public String registryKey() {
        return prefix + ":registry";
    }

    /** The sorted set of all clients of one standing: {@code instance:client_id}, and when that was last confirmed. */
    public String presenceKey(Standing standing) {
        return prefix + ":presence:global:" + standing.plural();
    }

    /** The sorted set of a room's members: one JSON object each, and when that was last confirmed. */
    public String roomPresenceKey(String room) {
        return prefix + ":presence:room:" + room;
    }
}

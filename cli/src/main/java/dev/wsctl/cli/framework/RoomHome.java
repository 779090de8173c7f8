package dev.wsctl.cli.framework;

import dev.wsctl.server.protocol.RoomShards;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** On which of several independent servers the reference server's instances meet for a room (docs/protocol.md, D10). */
public final class RoomHome {
    private static final Pattern ROOM = Pattern.compile("[A-Za-z0-9_.#-]{1,64}");

    private final String prefix;
    private final int servers;

    /**
     * @param prefix REDIS_CHANNEL_PREFIX of the instances
     * @param servers how many there are
     */
    public RoomHome(String prefix, int servers) {
        this.prefix = prefix + ":";
        this.servers = servers;
    }

    /** The server's number, from 0; empty for a channel that is no room's, and where there is only one server. */
    public OptionalInt of(String channel) {
        boolean room = channel.startsWith(prefix)
                && ROOM.matcher(channel.substring(prefix.length())).matches();
        return room && servers > 1
                ? OptionalInt.of(RoomShards.shardOf(channel.substring(prefix.length()), servers))
                : OptionalInt.empty();
    }
}

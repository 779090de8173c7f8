package dev.wsctl.server.cluster;

import dev.wsctl.server.protocol.FlatJson;
import dev.wsctl.server.protocol.InstanceName;
import dev.wsctl.server.protocol.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Checks what stands in a room's presence set: anybody may write to Redis, and clients get it as it is. */
final class OccupantJson implements FlatJson.Visitor {

    private @Nullable String serverId;
    private boolean username;

    private OccupantJson() {}

    /** Whether this is a well-formed entry, and of another instance than this. */
    static boolean isOfAnotherInstance(byte[] json, String instanceId) {
        OccupantJson read = new OccupantJson();
        try {
            FlatJson.scan(json, read);
        } catch (MalformedMessageException e) {
            return false;
        }
        String from = read.serverId;
        return read.username && from != null && InstanceName.isValid(from) && !from.equals(instanceId);
    }

    @Override
    public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
        if (name.equals("server_id")) {
            serverId = value.text();
        } else if (name.equals("username")) {
            username = true;
        }
    }
}

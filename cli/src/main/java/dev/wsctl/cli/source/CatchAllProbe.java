package dev.wsctl.cli.source;

import dev.wsctl.cli.source.resp.RespError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one empty message on each node, on a channel whose name nobody can know: whoever receives it listens to
 * everything. Redis tells patterns in no other way.
 */
public final class CatchAllProbe {
    private CatchAllProbe() {}

    /**
     * @return receivers by node
     * @throws RedisFailure when publishing is refused
     */
    public static Map<String, Long> ask(List<RedisNode> nodes) {
        Map<String, Long> receivers = new TreeMap<>();
        for (RedisNode node : nodes) {
            String[] publish = {"PUBLISH", ProbeKeys.fresh("anybody"), ""};
            @Nullable Object reply = node.callAll(List.<String[]>of(publish)).get(0);
            if (reply instanceof RespError error) {
                throw node.failure(error, "PUBLISH");
            }
            receivers.put(node.endpoint().display(), reply instanceof Long n ? n : 0L);
        }
        return receivers;
    }
}

package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import java.util.List;
import java.util.Map;

/** channels_redis' pub/sub layer: a channel for each WebSocket connection, and one a group. */
final class DjangoPubSub implements Recogniser {
    private static final String CONNECTION = "asgispecific.";
    private static final String GROUP = "asgi__group__";

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        long connections = count(seen, CONNECTION);
        long groups = count(seen, GROUP);
        if (connections + groups == 0) {
            return List.of();
        }
        long most = seen.channels().entrySet().stream()
                .filter(channel -> channel.getKey().startsWith(GROUP))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
        return List.of(new Framework(
                "Django Channels (pub/sub layer)",
                "",
                Confidence.HIGH,
                connections > 0 ? CONNECTION + "*" : GROUP + "*",
                most > 0
                        ? Count.atLeast(most, "processes with members in the same group")
                        : Count.unknown("a process shows only while it has members in a group"),
                Count.unknown(NO_PROBE),
                Count.of(groups),
                Count.of(connections),
                Count.unknown(NOTHING_STORED),
                List.of()));
    }

    private static long count(Footprint seen, String prefix) {
        return seen.channels().keySet().stream()
                .filter(channel -> channel.startsWith(prefix))
                .count();
    }
}

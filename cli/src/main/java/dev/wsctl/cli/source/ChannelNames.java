package dev.wsctl.cli.source;

import java.util.Set;
import java.util.TreeSet;

/** Names of channels that somebody listens to, without counting anything: one question a node. */
public final class ChannelNames {
    private ChannelNames() {}

    /** @throws RedisFailure when Redis does not answer in time, or refuses */
    public static Set<String> matching(RedisSource source, String pattern) {
        Set<String> names = new TreeSet<>();
        for (RedisNode node : source.answeringMasters()) {
            for (Object name : node.list("PUBSUB", "CHANNELS", pattern)) {
                names.add(String.valueOf(name));
            }
        }
        return names;
    }
}

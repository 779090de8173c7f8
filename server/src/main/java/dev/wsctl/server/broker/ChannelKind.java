package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** The two kinds of Redis channels, and the commands they need. */
enum ChannelKind {
    /** A channel known on every node: what is published on one is passed to all. */
    CLASSIC {
        @Override
        CompletionStage<Long> publish(StatefulRedisConnection<String, byte[]> to, String channel, byte[] message) {
            return to.async().publish(channel, message);
        }

        @Override
        CompletionStage<Void> subscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
            return to.async().subscribe(channels.toArray(String[]::new));
        }

        @Override
        CompletionStage<Void> unsubscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
            return to.async().unsubscribe(channels.toArray(String[]::new));
        }

        @Override
        Collection<List<String>> together(List<String> channels) {
            List<List<String>> commands = new ArrayList<>();
            for (int i = 0; i < channels.size(); i += CHANNELS_A_COMMAND) {
                commands.add(channels.subList(i, Math.min(channels.size(), i + CHANNELS_A_COMMAND)));
            }
            return commands;
        }
    },

    /** A channel that lives on the node that serves its slot, like a key (sharded pub/sub, Redis 7). */
    SHARDED {
        @Override
        CompletionStage<Long> publish(StatefulRedisConnection<String, byte[]> to, String channel, byte[] message) {
            return to.async().spublish(channel, message);
        }

        @Override
        CompletionStage<Void> subscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
            return to.async().ssubscribe(channels.toArray(String[]::new));
        }

        @Override
        CompletionStage<Void> unsubscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
            return to.async().sunsubscribe(channels.toArray(String[]::new));
        }

        /** A slot at a time: Redis refuses a command for two of them, also if one node serves both. */
        @Override
        Collection<List<String>> together(List<String> channels) {
            Map<Integer, List<String>> bySlot = new TreeMap<>();
            for (String channel : channels) {
                bySlot.computeIfAbsent(SlotHash.getSlot(channel), slot -> new ArrayList<>())
                        .add(channel);
            }
            return bySlot.values();
        }
    };

    private static final int CHANNELS_A_COMMAND = 500;

    abstract CompletionStage<Long> publish(StatefulRedisConnection<String, byte[]> to, String channel, byte[] message);

    abstract CompletionStage<Void> subscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels);

    abstract CompletionStage<Void> unsubscribe(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels);

    /** Channels that may stand in one command. */
    abstract Collection<List<String>> together(List<String> channels);
}

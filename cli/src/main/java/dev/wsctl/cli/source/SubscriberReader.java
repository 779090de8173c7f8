package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Subscriber;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Who subscribes on any node, and how many to the channels that were named. */
public final class SubscriberReader {
    private final List<String> channels;
    private final Function<RedisNode, String> places;
    private final Map<Kind, Map<String, Map<String, Long>>> shares = new EnumMap<>(Kind.class);
    private final List<Subscriber> clients = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private OptionalLong softLimit = OptionalLong.empty();

    private SubscriberReader(List<String> channels, Function<RedisNode, String> places) {
        this.channels = channels;
        this.places = places;
        for (Kind kind : Kind.values()) {
            shares.put(kind, new LinkedHashMap<>());
        }
    }

    /**
     * @param shares by channel: subscribers by place. Each named channel stands among the classic ones, those of a shard
     *     channel where it has some
     * @param softLimit of the first node that told it; see {@link ClientReader#softOutputLimit}
     * @param gaps who is missing and why
     */
    public record Found(
            Map<Kind, Map<String, Map<String, Long>>> shares,
            List<Subscriber> clients,
            OptionalLong softLimit,
            List<String> gaps) {
        public Map<String, Map<String, Long>> of(Kind kind) {
            return shares.getOrDefault(kind, Map.of());
        }
    }

    /**
     * @param places what the place is called that a node stands for
     * @throws RedisFailure when the only node does not answer, or Redis refused
     */
    public static Found read(
            List<RedisNode> nodes, List<String> channels, Deadline deadline, Function<RedisNode, String> places) {
        SubscriberReader reader = new SubscriberReader(channels, places);
        for (int i = 0; i < nodes.size(); i++) {
            reader.node(nodes.get(i), deadline.share(nodes.size() - i), nodes.size() > 1);
        }
        return new Found(reader.shares, reader.clients, reader.softLimit, reader.gaps);
    }

    private void node(RedisNode node, Deadline share, boolean amongOthers) {
        node.deadline(share);
        try {
            ChannelReader.named(node, channels).forEach((kind, counts) -> add(kind, places.apply(node), counts));
            clients.addAll(ClientReader.subscribers(node));
            if (softLimit.isEmpty()) {
                softLimit = ClientReader.softOutputLimit(node);
            }
        } catch (RedisFailure e) {
            if (!amongOthers || !e.ofOneNode()) {
                throw e;
            }
            gaps.add(e.what());
        }
    }

    private void add(Kind kind, String place, Map<String, Long> counts) {
        Map<String, Map<String, Long>> by = shares.getOrDefault(kind, Map.of());
        counts.forEach((name, subscribers) ->
                by.computeIfAbsent(name, channel -> new TreeMap<>()).merge(place, subscribers, Long::sum));
    }
}

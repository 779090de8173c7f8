package dev.wsctl.cli.source;

import dev.wsctl.cli.source.resp.RespError;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Publishes a message, and counts who receives it. */
public final class MessagePublisher {
    private final RedisSource source;
    private final List<RedisNode> masters;

    public MessagePublisher(RedisSource source) {
        this.source = source;
        this.masters = source.masters();
    }

    /** @param more there may be others, whom Redis does not count */
    public record Receivers(long number, boolean more) {}

    /** Which of these channels somebody subscribes to. */
    public List<String> subscribed(List<String> channels) {
        return channels.isEmpty()
                ? List.of()
                : ChannelReader.named(masters, channels).entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Who would receive a message now; those who subscribe by pattern cannot be told without publishing one. */
    public Receivers receivers(String channel, boolean shard) {
        if (shard) {
            List<?> pair = source.ownerOf(channel, masters.get(0)).list("PUBSUB", "SHARDNUMSUB", channel);
            return new Receivers(pair.size() > 1 && pair.get(1) instanceof Long number ? number : 0, false);
        }
        long patterns = 0;
        for (RedisNode node : masters) {
            patterns += node.number("PUBSUB", "NUMPAT");
        }
        return new Receivers(ChannelReader.named(masters, List.of(channel)).getOrDefault(channel, 0L), patterns > 0);
    }

    /** Once, and not again after a failure: whether it arrived is not known then. */
    public Receivers publish(String channel, boolean shard, byte[] payload) {
        RedisNode node = shard ? source.ownerOf(channel, masters.get(0)) : masters.get(0);
        String command = shard ? "SPUBLISH" : "PUBLISH";
        // Each node of a cluster counts only its own subscribers; the others' are counted before.
        Receivers counted = masters.size() > 1 && !shard ? receivers(channel, false) : new Receivers(0, false);
        try {
            node.connection().sendBytes(payload, command, channel);
            Object reply = node.connection().receive();
            if (reply instanceof RespError error) {
                throw node.failure(error, command, channel);
            }
            long here = reply instanceof Long number ? number : 0;
            return new Receivers(Math.max(here, counted.number()), counted.more());
        } catch (IOException e) {
            throw node.failure(e, command);
        }
    }
}

package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.evidence.MessageSample;
import dev.wsctl.cli.model.evidence.MessageSample.Heard;
import dev.wsctl.cli.source.resp.RespReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Listens for a short time to what is published, and keeps of each message the channel, how it begins and how long it is.
 * By pattern: no application counts pattern subscribers. Ends by itself before it becomes a slow subscriber.
 */
public final class EncodingSampler {
    private static final long MOST_MESSAGES = 20_000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_CHANNELS = 2_000;

    /** Our own channels, and those of checks that run beside. */
    private static final String OWN = "wsctl:";

    private final RedisNode node;
    private final Map<String, Map<String, Long>> encodings = new TreeMap<>();
    private final Map<String, Long> largest = new HashMap<>();
    private long messages;
    private long bytes;

    private EncodingSampler(RedisNode node) {
        this.node = node;
    }

    /**
     * Listens on a connection of its own: in a cluster to any node, to which the bus brings all classic messages; to several
     * independent servers one after another, each for its share of the time.
     *
     * @throws RedisFailure when subscribing is refused
     */
    public static MessageSample listen(RedisSource source, Duration time) {
        Map<Integer, RedisNode> servers = new TreeMap<>();
        source.answeringMasters().forEach(node -> servers.putIfAbsent(source.serverOf(node), node));
        MessageSample heard = MessageSample.NONE;
        for (RedisNode like : servers.values()) {
            try (RedisNode node = source.another(like)) {
                node.call("PSUBSCRIBE", "*");
                heard = heard.plus(
                        new EncodingSampler(node).sample(source.deadline().atMost(time.dividedBy(servers.size()))));
            }
        }
        return heard;
    }

    private MessageSample sample(Deadline deadline) {
        long start = System.nanoTime();
        boolean complete = true;
        node.deadline(deadline);
        try {
            while (messages < MOST_MESSAGES && bytes < MOST_BYTES) {
                take(node.connection().reader(), deadline);
            }
            complete = false;
        } catch (SocketTimeoutException timeIsUp) {
            // As agreed.
        } catch (IOException e) {
            throw node.failure(e, "PSUBSCRIBE");
        }
        return new MessageSample(
                Duration.ofNanos(System.nanoTime() - start),
                messages,
                complete,
                encodings.entrySet().stream()
                        .map(entry ->
                                new Heard(entry.getKey(), entry.getValue(), largest.getOrDefault(entry.getKey(), 0L)))
                        .toList());
    }

    /** {@code pmessage}, the pattern, the channel, the message. */
    private void take(RespReader reader, Deadline deadline) throws IOException {
        reader.arrayHeader(deadline);
        reader.bulk(deadline);
        reader.bulk(deadline);
        String channel = reader.bulk(deadline).text();
        RespReader.Slice message = reader.bulk(deadline);
        bytes += message.length();
        if (channel.startsWith(OWN) || (encodings.size() >= MOST_CHANNELS && !encodings.containsKey(channel))) {
            return;
        }
        messages++;
        largest.merge(channel, (long) message.length(), Math::max);
        encodings
                .computeIfAbsent(channel, name -> new TreeMap<>())
                .merge(encoding(message.at(0), message.at(1)), 1L, Long::sum);
    }

    /** By the first two bytes, 0 to 255; −1 where there is none. */
    static String encoding(int first, int second) {
        if (first < 0) {
            return "empty";
        }
        if (first == '{' || first == '[') {
            return "JSON";
        }
        if (first == 0x80 && second >= 2 && second <= 5) {
            return "pickle";
        }
        // A MessagePack map of three begins with the same byte; its first key is a short string.
        if (first == 0x83 && second < 0xa0) {
            return "Erlang term";
        }
        if (first == 0x78 && (second == 0x01 || second == 0x5e || second == 0x9c || second == 0xda)) {
            return "compressed";
        }
        // Maps and arrays: what messages are made of.
        if ((first >= 0x80 && first < 0xa0) || (first >= 0xdc && first <= 0xdf)) {
            return "MessagePack";
        }
        return first >= 0x20 && first < 0x7f ? "text" : "binary";
    }
}

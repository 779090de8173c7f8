package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Probe;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks every instance of a framework for its sockets in a room that nobody is in, and counts the answers: only an answer
 * proves that an instance processes what it is subscribed to.
 *
 * <p>Nothing but these exact messages may ever be published to a framework's channels: with anything else, a request
 * without its options included, every Socket.IO instance ends. Answers are taken from the asker's own response channel,
 * or by pattern: a subscription by name to a request channel would raise the number of answers that the application's
 * own {@code fetchSockets()} waits for. The room keeps real handshakes, which hold tokens, out of the answers. Held by
 * tests against the real thing.
 */
public final class FrameworkProbe {
    /** How long instances have; one that needs longer is as good as hung for those who wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern UID = Pattern.compile("uid\\W{1,4}([0-9a-f]{16})");

    private final RedisSource source;
    private final RedisNode node;
    private final Deadline deadline;

    /** @param node any master, logged in */
    public FrameworkProbe(RedisSource source, RedisNode node, Deadline deadline) {
        this.source = source;
        this.node = node;
        this.deadline = deadline;
    }

    /**
     * Waits for as many answers as there are subscribers, for two seconds at most.
     *
     * @return how many answered; unknown, with the reason, when they could not be asked
     */
    public Count ask(Probe probe) {
        long expected = probe.subscribed();
        try {
            return Count.of(
                    switch (probe.kind()) {
                        case SOCKET_IO_CLASSIC -> classic(probe.prefix(), expected);
                        case SOCKET_IO_SHARDED -> sharded(probe.prefix(), expected);
                        case SOCKET_IO_STREAMS -> streams(probe.prefix(), expected);
                    });
        } catch (IOException e) {
            return Count.unknown(Probe.NOT_POSSIBLE + "the connection was lost");
        } catch (WsctlException e) {
            return Count.unknown(Probe.NOT_POSSIBLE + e.what());
        }
    }

    private long classic(String prefix, long expected) throws IOException {
        String id = id();
        RedisNode ear = source.another(node);
        // With the trailing star also the channel of an asker of its own, where the application is set so.
        ear.call("PSUBSCRIBE", literal(prefix + "-response#/#") + "*");
        node.call(
                "PUBLISH",
                prefix + "-request#/#",
                "{\"uid\":\"wsctl\",\"requestId\":\"" + id + "\",\"type\":0,\"rooms\":[\"__none__\"]}");
        // Answers don't say whose they are; each instance gives one.
        return new Answers(ear, id, expected).count();
    }

    private long sharded(String prefix, long expected) throws IOException {
        String id = id();
        String channel = prefix + "#/#";
        String reply = prefix + "#/#wsctl0#";
        RedisNode ear = source.another(source.ownerOf(reply, node));
        ear.call("SSUBSCRIBE", reply);
        source.ownerOf(channel, node)
                .call(
                        "SPUBLISH",
                        channel,
                        "{\"uid\":\"wsctl0\",\"nsp\":\"/\",\"type\":7,\"data\":{\"opts\":{\"rooms\":[\"__none__\"],"
                                + "\"except\":[],\"flags\":{}},\"requestId\":\"" + id + "\"}}");
        return new Answers(ear, id, expected).distinct();
    }

    private long streams(String prefix, long expected) throws IOException {
        String id = id();
        RedisNode ear = source.another(node);
        ear.call("SUBSCRIBE", prefix + "#/#wsctl0#");
        node.connection().sendBytes(fetchSockets(id), "PUBLISH", prefix + "#/#");
        node.connection().receive();
        return new Answers(ear, id, expected).distinct();
    }

    /** {@code {uid: "wsctl0", nsp: "/", type: 7, data: {opts: {rooms: ["__none__"], except: [], flags: {}}, requestId}}}. */
    private static byte[] fetchSockets(String id) {
        return new MessagePack()
                .map(4)
                .text("uid")
                .text("wsctl0")
                .text("nsp")
                .text("/")
                .text("type")
                .number(7)
                .text("data")
                .map(2)
                .text("opts")
                .map(3)
                .text("rooms")
                .array(1)
                .text("__none__")
                .text("except")
                .array(0)
                .text("flags")
                .map(0)
                .text("requestId")
                .text(id)
                .bytes();
    }

    /** Known to nobody else, so that no instance takes it for a request of its own. */
    private static String id() {
        return "wsctl" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private static String literal(String text) {
        return text.replaceAll("([*?\\[\\]\\\\])", "\\\\$1");
    }

    /** Reads answers until there are enough or time is up. */
    private final class Answers {
        private final RedisNode ear;
        private final String id;
        private final long expected;
        private final Deadline until = deadline.atMost(PATIENCE);
        private final Set<String> uids = new HashSet<>();
        private long messages;

        Answers(RedisNode ear, String id, long expected) {
            this.ear = ear;
            this.id = id;
            this.expected = expected;
        }

        long count() throws IOException {
            while (messages < expected && next()) {}
            return messages;
        }

        long distinct() throws IOException {
            while (uids.size() < expected && next()) {}
            return uids.size();
        }

        /** @return false when time is up */
        private boolean next() throws IOException {
            ear.deadline(until);
            try {
                if (ear.connection().receive() instanceof List<?> parts) {
                    take(parts.get(parts.size() - 1));
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        private void take(@Nullable Object payload) {
            String text = payload instanceof String string ? string : "";
            if (!text.contains(id)) {
                return;
            }
            messages++;
            Matcher uid = UID.matcher(text);
            if (uid.find()) {
                uids.add(uid.group(1));
            }
        }
    }
}

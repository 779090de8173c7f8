package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.KeepAlive;
import dev.wsctl.cli.model.PoolReport.Application;
import dev.wsctl.cli.model.RedisFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who holds connections, and how fast new ones come: two looks at CLIENT LIST, some time apart. */
public final class PoolReader {
    private static final long IDLE_SECONDS = 60;

    /**
     * What the two looks showed.
     *
     * @param churnPerSecond over all applications, those that came and went between the looks included
     * @param redis at the second look
     * @param rejectedBefore how many connections had been refused at the first
     * @param nodes that answered both times
     * @param gaps why others are left out
     */
    public record Census(
            List<Application> applications,
            double churnPerSecond,
            RedisFacts redis,
            long rejectedBefore,
            List<RedisNode> nodes,
            List<String> gaps) {}

    private final Deadline deadline;
    private final List<RedisNode> nodes;
    private final List<String> gaps = new ArrayList<>();

    private PoolReader(List<RedisNode> nodes, Deadline deadline) {
        this.nodes = new ArrayList<>(nodes);
        this.deadline = deadline;
    }

    /**
     * @param deadline what a node does not tell by its share of it is told in the gaps
     * @throws RedisFailure when the only node does not answer, or Redis refused
     */
    public static Census read(List<RedisNode> nodes, Duration window, Deadline deadline) throws InterruptedException {
        return new PoolReader(nodes, deadline).read(window);
    }

    private Census read(Duration window) throws InterruptedException {
        Map<RedisNode, RedisFacts> first = each(PoolReader::facts);
        long start = System.nanoTime();
        Set<String> before = new HashSet<>();
        each(node -> {
            ClientReader.each(node, client -> before.add(identity(node, client)), "CLIENT", "LIST");
            return true;
        });
        TimeUnit.NANOSECONDS.sleep(window.toNanos());
        Map<String, Tally> tallies = new HashMap<>();
        each(node -> {
            ClientReader.each(
                    node,
                    client -> tallies.computeIfAbsent(application(client), name -> new Tally())
                            .add(client, !before.contains(identity(node, client))),
                    "CLIENT",
                    "LIST");
            return true;
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        RedisFacts last = sum(each(PoolReader::facts));
        // Only of those that told both times: the difference would mean nothing otherwise.
        first.keySet().retainAll(nodes);
        RedisFacts earlier = sum(first);
        nodes.forEach(node -> node.deadline(deadline));
        List<Application> applications = new ArrayList<>();
        tallies.forEach((name, tally) ->
                applications.add(new Application(name, tally.connections, tally.idle, tally.fresh / seconds)));
        applications.sort((a, b) -> a.connections() == b.connections()
                ? a.name().compareTo(b.name())
                : Long.compare(b.connections(), a.connections()));
        long arrived =
                last.totalConnections().orElse(0) - earlier.totalConnections().orElse(0);
        return new Census(
                applications,
                Math.max(0, arrived) / seconds,
                last,
                earlier.rejectedConnections().orElse(0),
                nodes,
                gaps);
    }

    /** Asks all nodes that are still there; one that gives no answer among others is left out from then on. */
    private <T> Map<RedisNode, T> each(Function<RedisNode, T> question) {
        Map<RedisNode, T> answers = new LinkedHashMap<>();
        List<RedisNode> asked = List.copyOf(nodes);
        for (int i = 0; i < asked.size(); i++) {
            RedisNode node = asked.get(i);
            try {
                node.deadline(deadline.share(asked.size() - i));
                answers.put(node, question.apply(node));
            } catch (RedisFailure e) {
                if (nodes.size() == 1 || !e.ofOneNode()) {
                    throw e;
                }
                nodes.remove(node);
                gaps.add(e.what());
            }
        }
        return answers;
    }

    private static RedisFacts sum(Map<RedisNode, RedisFacts> facts) {
        return facts.values().stream().reduce(RedisFacts::plus).orElseThrow();
    }

    private static RedisFacts facts(RedisNode node) {
        return RedisFacts.of(node.info(), 1);
    }

    private static final class Tally {
        long connections;
        long idle;
        long fresh;

        void add(Map<String, String> client, boolean isNew) {
            connections++;
            boolean subscriber = !client.getOrDefault("sub", "0").equals("0")
                    || !client.getOrDefault("psub", "0").equals("0")
                    || !client.getOrDefault("ssub", "0").equals("0");
            if (!subscriber && Long.parseLong(client.getOrDefault("idle", "0")) >= IDLE_SECONDS) {
                idle++;
            }
            fresh += isNew ? 1 : 0;
        }
    }

    /** Ids are only unique on one node. */
    private static String identity(RedisNode node, Map<String, String> client) {
        return client.getOrDefault("id", "") + ' ' + node.endpoint().display();
    }

    /** {@code chat} for {@code chat:a:pub}; unnamed ones by library where Redis tells it, else by address. */
    static String application(Map<String, String> client) {
        String name = client.getOrDefault("name", "");
        if (!name.isEmpty()) {
            int end = 0;
            while (end < name.length() && ":-#.@".indexOf(name.charAt(end)) < 0) {
                end++;
            }
            return end == 0 ? name : name.substring(0, end);
        }
        String library = client.getOrDefault("lib-name", "");
        String address = client.getOrDefault("addr", "?");
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return "(unnamed) " + (library.isEmpty() ? host : library + " " + host);
    }

    /** What CONFIG says; null where it is not allowed. */
    public static @Nullable KeepAlive keepAlive(RedisNode node) {
        String[] command = {"CONFIG", "GET", "tcp-keepalive"};
        Object reply = node.callAll(List.<String[]>of(command)).get(0);
        if (reply instanceof List<?> pair && pair.size() == 2) {
            return new KeepAlive(Duration.ofSeconds(Long.parseLong(String.valueOf(pair.get(1)))));
        }
        return null;
    }
}

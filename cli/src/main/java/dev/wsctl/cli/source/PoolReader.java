package dev.wsctl.cli.source;

import dev.wsctl.cli.model.KeepAlive;
import dev.wsctl.cli.model.PoolReport.Application;
import dev.wsctl.cli.model.RedisFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
     */
    public record Census(
            List<Application> applications, double churnPerSecond, RedisFacts redis, long rejectedBefore) {}

    private PoolReader() {}

    public static Census read(List<RedisNode> nodes, Duration window) throws InterruptedException {
        RedisFacts first = facts(nodes);
        long start = System.nanoTime();
        Set<String> before = new HashSet<>();
        for (Map<String, String> client : ClientReader.all(nodes)) {
            before.add(identity(client));
        }
        TimeUnit.NANOSECONDS.sleep(window.toNanos());
        List<Map<String, String>> clients = ClientReader.all(nodes);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Tally> tallies = new HashMap<>();
        for (Map<String, String> client : clients) {
            tallies.computeIfAbsent(application(client), name -> new Tally())
                    .add(client, !before.contains(identity(client)));
        }
        List<Application> applications = new ArrayList<>();
        tallies.forEach((name, tally) ->
                applications.add(new Application(name, tally.connections, tally.idle, tally.fresh / seconds)));
        applications.sort((a, b) -> a.connections() == b.connections()
                ? a.name().compareTo(b.name())
                : Long.compare(b.connections(), a.connections()));
        RedisFacts last = facts(nodes);
        long arrived =
                last.totalConnections().orElse(0) - first.totalConnections().orElse(0);
        return new Census(
                applications,
                Math.max(0, arrived) / seconds,
                last,
                first.rejectedConnections().orElse(0));
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

    /** Ids are only unique on one node; the address of the client makes them so among all. */
    private static String identity(Map<String, String> client) {
        return client.getOrDefault("id", "") + ' ' + client.getOrDefault("laddr", "");
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

    private static RedisFacts facts(List<RedisNode> nodes) {
        RedisFacts sum = RedisFacts.of(nodes.get(0).info(), 1);
        for (RedisNode node : nodes.subList(1, nodes.size())) {
            sum = sum.plus(RedisFacts.of(node.info(), 1));
        }
        return sum;
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

package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.RedisTarget.Topology;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.ReplicaView;
import dev.wsctl.cli.model.evidence.SentinelView;
import dev.wsctl.cli.model.evidence.Surroundings;
import dev.wsctl.cli.source.ClientReader;
import dev.wsctl.cli.source.RedisFailure;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SentinelReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What stands beside the masters. Every part may be absent; none of it says that Redis is ill by being so. */
final class SurroundingsReader {
    /** An address that a master names may be reachable from there only: nobody waits for it. */
    private static final Duration STRANGER = Duration.ofMillis(700);

    private static final int MOST_REPLICAS = 6;

    private final RedisSource source;

    SurroundingsReader(RedisSource source) {
        this.source = source;
    }

    Surroundings read(List<NodeReader> masters) {
        return Surroundings.absent("it was not asked for")
                .withSentinels(sentinels())
                .withReplicas(replicas(masters));
    }

    private Reading<List<SentinelView>> sentinels() {
        List<RedisTarget> watched = source.target().servers().stream()
                .filter(server -> server.topology() == Topology.SENTINEL)
                .toList();
        List<SentinelView> views = new ArrayList<>();
        for (int i = 0; i < watched.size(); i++) {
            Deadline deadline = source.deadline().share(watched.size() - i + 2);
            views.addAll(SentinelReader.views(watched.get(i), deadline));
        }
        return watched.isEmpty()
                ? Reading.absent("no sentinels were named: --redis redis-sentinel://a:26379,b:26379/0#master")
                : Reading.of(views);
    }

    private Reading<List<ReplicaView>> replicas(List<NodeReader> masters) {
        List<ReplicaView> views = new ArrayList<>();
        for (NodeReader master : masters) {
            Info info = master.evidence().last().info().value();
            if (info == null || !info.is("role", "master")) {
                continue;
            }
            for (int i = 0; info.fields().containsKey("slave" + i); i++) {
                views.add(replica(info.text("slave" + i, ""), master.node(), views.size() < MOST_REPLICAS));
            }
        }
        return Reading.of(views);
    }

    /** @param line {@code ip=10.0.0.6,port=6379,state=online,…} */
    private ReplicaView replica(String line, RedisNode master, boolean asked) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : line.split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        String host = parts.getOrDefault("ip", "");
        String port = parts.getOrDefault("port", "");
        Deadline deadline = source.deadline().share(4).atMost(STRANGER);
        Reading<List<Client>> clients = asked
                ? guarded(() -> Reading.of(clients(master, host, Integer.parseInt(port), deadline)))
                : Reading.absent("no more than " + MOST_REPLICAS + " replicas are asked");
        return new ReplicaView(host + ":" + port, master.endpoint().display(), clients);
    }

    private List<Client> clients(RedisNode master, String host, int port, Deadline deadline) {
        try (RedisNode node = source.replica(master, host, port, deadline)) {
            return ClientReader.all(List.of(node)).stream().map(Client::new).toList();
        }
    }

    private static <T> Reading<T> guarded(Supplier<Reading<T>> reading) {
        try {
            return reading.get();
        } catch (RedisFailure e) {
            return Reading.absent(EvidenceReader.reason(e));
        } catch (NumberFormatException e) {
            return Reading.absent("Redis named an address that is none");
        }
    }
}

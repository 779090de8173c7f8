package dev.wsctl.server.testing;

import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of six nodes: three masters with a third of the slots each, and a replica for each. Once {@link
 * #start} returns, every node sees all slots served and all replicas in place; a master counts as down after 2 s.
 */
public final class RedisCluster implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final Fleet fleet;
    private final List<EmbeddedRedis> nodes;
    /** Slots that are not where they were dealt out to, and the number of the master that has them. */
    private final Map<Integer, Integer> moved = new HashMap<>();

    private RedisCluster(Fleet fleet, List<EmbeddedRedis> nodes) {
        this.fleet = fleet;
        this.nodes = nodes;
    }

    public static RedisCluster start() {
        return start(options -> options);
    }

    /** @param more what each node is told besides; with {@link EmbeddedRedisOptions#tls} they speak it among themselves */
    public static RedisCluster start(UnaryOperator<EmbeddedRedisOptions> more) {
        Fleet fleet = new Fleet();
        try {
            EmbeddedRedisOptions node =
                    more.apply(EmbeddedRedis.options().clusterNode().config("repl-diskless-sync-delay 0"));
            RedisCluster cluster = new RedisCluster(fleet, fleet.addAll(Collections.nCopies(2 * MASTERS, node)));
            cluster.dealOutSlots();
            cluster.meet();
            cluster.replicate();
            return cluster;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void dealOutSlots() {
        for (int i = 0; i < MASTERS; i++) {
            String from = "" + SLOTS * i / MASTERS;
            String to = "" + (SLOTS * (i + 1) / MASTERS - 1);
            nodes.get(i).command("CLUSTER", "ADDSLOTSRANGE", from, to);
        }
        for (int i = 0; i < nodes.size(); i++) {
            // Distinct epochs from the start spare the nodes the settling of conflicts.
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
        }
    }

    private void meet() {
        EmbeddedRedis first = nodes.get(0);
        for (EmbeddedRedis node : nodes.subList(1, nodes.size())) {
            first.command("CLUSTER", "MEET", node.host(), "" + busPort(node));
        }
        await().atMost(DEADLINE)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.command("CLUSTER", "INFO").contains("cluster_known_nodes:6")
                                && !node.command("CLUSTER", "NODES").contains("handshake")));
    }

    private void replicate() {
        for (int i = MASTERS; i < nodes.size(); i++) {
            String master = nodes.get(i - MASTERS).command("CLUSTER", "MYID");
            nodes.get(i).command("CLUSTER", "REPLICATE", master);
        }
        await().atMost(DEADLINE)
                .until(() -> nodes.stream().allMatch(this::seesAll)
                        && masters().stream()
                                .allMatch(master ->
                                        master.command("INFO", "replication").contains("state=online")));
    }

    private boolean seesAll(EmbeddedRedis node) {
        return node.command("CLUSTER", "INFO").contains("cluster_state:ok")
                && node.command("CLUSTER", "NODES")
                                .lines()
                                .filter(line -> line.contains("slave"))
                                .count()
                        == MASTERS;
    }

    /** From now on a master counts as down after this time without an answer: none must that this machine holds up. */
    public void downAfter(Duration time) {
        String millis = Long.toString(time.toMillis());
        nodes.stream()
                .filter(EmbeddedRedis::isRunning)
                .forEach(node -> node.command("CONFIG", "SET", "cluster-node-timeout", millis));
    }

    /** All nodes, separated by commas: {@code redis://host:port,redis://host:port,…}. */
    public String url() {
        return nodes.stream()
                .map(node -> "redis://" + node.host() + ":" + node.port())
                .collect(Collectors.joining(","));
    }

    /** All nodes where they speak TLS: {@code host:port,host:port,…}. */
    public String tlsAddresses() {
        return nodes.stream().map(node -> node.host() + ":" + node.tlsPort()).collect(Collectors.joining(","));
    }

    /** The three masters at the start, in order of their slots. */
    public List<EmbeddedRedis> masters() {
        return nodes.subList(0, MASTERS);
    }

    /** The replicas at the start, in the order of {@link #masters()}. */
    public List<EmbeddedRedis> replicas() {
        return nodes.subList(MASTERS, nodes.size());
    }

    /**
     * Gives the slot of a key, with all that is in it, to the next master, as {@code redis-cli --cluster reshard} does it: the
     * slot is announced, its keys are moved, then it is given away. For as long as the masters are those of the start.
     */
    public void moveSlotOf(String key) {
        String slot = nodes.get(0).command("CLUSTER", "KEYSLOT", key);
        int number = Integer.parseInt(slot);
        int owner = moved.getOrDefault(number, Math.min(MASTERS - 1, number * MASTERS / SLOTS));
        int next = (owner + 1) % MASTERS;
        moved.put(number, next);
        EmbeddedRedis from = nodes.get(owner);
        EmbeddedRedis to = nodes.get(next);
        String heir = to.command("CLUSTER", "MYID");
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", from.command("CLUSTER", "MYID"));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", heir);
        from.command("CLUSTER", "GETKEYSINSLOT", slot, "1000")
                .lines()
                .forEach(each -> from.command("MIGRATE", to.host(), "" + busPort(to), each, "0", "5000"));
        for (EmbeddedRedis master : List.of(to, from, nodes.get((next + 1) % MASTERS))) {
            master.command("CLUSTER", "SETSLOT", slot, "NODE", heir);
        }
    }

    /** Where nodes talk to each other as clients. */
    private static int busPort(EmbeddedRedis node) {
        return node.tlsPort() == 0 ? node.port() : node.tlsPort();
    }

    /** Masters, then replicas. */
    public List<EmbeddedRedis> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        nodes.stream()
                .map(node -> CompletableFuture.runAsync(node::close))
                .toList()
                .forEach(CompletableFuture::join);
        fleet.close();
    }
}

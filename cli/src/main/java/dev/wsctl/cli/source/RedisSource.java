package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.RedisTarget.Topology;
import dev.wsctl.cli.source.resp.Dialer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Redis a command was pointed at: a single server, the master its sentinels name, or every master of a cluster.
 * Reads only; sends neither KEYS nor MONITOR, and subscribes to nothing but its own probe channel.
 */
public final class RedisSource implements AutoCloseable {
    private final RedisTarget target;
    private final Dialer dialer;
    private final Deadline deadline;
    private final List<RedisNode> open = new ArrayList<>();
    private @Nullable Endpoint master;
    /** Empty where there is no cluster, or none was looked for. */
    private List<ClusterNodes.Master> cluster = List.of();

    private RedisSource(RedisTarget target, Deadline deadline) {
        this.target = target;
        this.dialer = new Dialer(target.tls());
        this.deadline = deadline;
    }

    /** Connects to nothing yet; the stages of {@code health} do that one by one. */
    public static RedisSource of(RedisTarget target, Deadline deadline) {
        return new RedisSource(target, deadline);
    }

    public RedisTarget target() {
        return target;
    }

    public Deadline deadline() {
        return deadline;
    }

    /** The one server to talk to: itself, the sentinels' master, or the first cluster node that answers. */
    public RedisNode reach() {
        if (target.topology() == Topology.SINGLE) {
            return remember(RedisNode.dial(target, dialer, target.endpoints().get(0), deadline));
        }
        if (target.topology() == Topology.SENTINEL) {
            return remember(RedisNode.dial(target, dialer, master(), deadline));
        }
        return firstThatAnswers();
    }

    /** {@link #reach} and log in. */
    public RedisNode connect() {
        RedisNode node = reach();
        node.login();
        return node;
    }

    public void login(RedisNode node) {
        node.login();
    }

    /** A further connection to the same server, logged in. */
    public RedisNode another(RedisNode node) {
        return open(node.endpoint());
    }

    public RedisNode open(Endpoint endpoint) {
        RedisNode node = remember(RedisNode.dial(target, dialer, endpoint, deadline));
        node.login();
        return node;
    }

    /** Every master that holds data: one server, or all masters of a cluster, also when only one node was named. */
    public List<RedisNode> masters() {
        RedisNode first = connect();
        return isCluster(first.info()) ? mastersOf(first) : List.of(first);
    }

    /** All masters of the cluster that {@code member}, logged in, belongs to; itself among them if it is one. */
    public List<RedisNode> mastersOf(RedisNode member) {
        List<RedisNode> nodes = new ArrayList<>();
        for (ClusterNodes.Master master : clusterMasters(member)) {
            nodes.add(nodeAt(master.endpoint()));
        }
        return nodes;
    }

    /** The node that stores a key: in a cluster the owner of its slot, else the given one. */
    public RedisNode ownerOf(String key, RedisNode node) {
        if (cluster.isEmpty()) {
            return node;
        }
        long slot = node.number("CLUSTER", "KEYSLOT", key);
        for (ClusterNodes.Master owner : cluster) {
            if (owner.serves(slot)) {
                return nodeAt(owner.endpoint());
            }
        }
        return node;
    }

    private List<ClusterNodes.Master> clusterMasters(RedisNode member) {
        cluster = ClusterNodes.masters(member.text("CLUSTER", "NODES"), member.endpoint());
        return cluster;
    }

    private RedisNode nodeAt(Endpoint endpoint) {
        for (RedisNode node : open) {
            if (node.endpoint().equals(endpoint)) {
                return node;
            }
        }
        return open(endpoint);
    }

    public static boolean isCluster(Info info) {
        return info.is("cluster_enabled", "1");
    }

    /** A connection whose end the caller sees to, for measuring connecting itself. */
    RedisNode dropped(RedisNode like) {
        RedisNode node = RedisNode.dial(target, dialer, like.endpoint(), like.deadline());
        try {
            node.login();
            return node;
        } catch (RedisFailure e) {
            node.close();
            throw e;
        }
    }

    private Endpoint master() {
        Endpoint known = master;
        if (known == null) {
            known = Sentinels.master(target, dialer, deadline);
            master = known;
        }
        return known;
    }

    private RedisNode firstThatAnswers() {
        RedisFailure last = null;
        for (Endpoint endpoint : target.endpoints()) {
            try {
                return remember(RedisNode.dial(target, dialer, endpoint, deadline));
            } catch (RedisFailure e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        throw new RedisFailure(
                RedisFailure.Kind.UNREACHABLE,
                ExitCode.CRITICAL,
                "no cluster node was named",
                "--redis redis://a:6379,b:6379");
    }

    private RedisNode remember(RedisNode node) {
        open.add(node);
        return node;
    }

    @Override
    public void close() {
        for (RedisNode node : open) {
            node.close();
        }
    }
}

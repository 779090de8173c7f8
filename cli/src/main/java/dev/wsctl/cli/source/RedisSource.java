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

    private final List<String> gaps = new ArrayList<>();

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

    /** A replica that a master named, logged in; the caller closes it. */
    public RedisNode replica(String host, int port, Deadline limit) {
        RedisNode node = RedisNode.dial(target, dialer, new Endpoint.Tcp(host, port), limit);
        try {
            node.login();
            return node;
        } catch (RedisFailure e) {
            node.close();
            throw e;
        }
    }

    /** Every master that holds data: one server, or all masters of a cluster, also when only one node was named. */
    public List<RedisNode> masters() {
        RedisNode first = connect();
        Info info = first.info();
        first.requireLoaded(info);
        return isCluster(info) ? mastersOf(first) : List.of(first);
    }

    /** Like {@link #masters}, without those of a cluster that don't answer; what is missing is told by {@link #gaps}. */
    public List<RedisNode> answeringMasters() {
        RedisNode first = connect();
        Info info = first.info();
        first.requireLoaded(info);
        if (!isCluster(info)) {
            return List.of(first);
        }
        List<ClusterNodes.Master> masters = clusterMasters(first);
        List<RedisNode> nodes = new ArrayList<>();
        RedisFailure last = null;
        for (int i = 0; i < masters.size(); i++) {
            try {
                nodes.add(nodeAt(masters.get(i).endpoint(), masters.size() - i));
            } catch (RedisFailure e) {
                if (!e.unanswered()) {
                    throw e;
                }
                gaps.add(e.what());
                last = e;
            }
        }
        if (nodes.isEmpty() && last != null) {
            throw last;
        }
        return nodes;
    }

    /** Why {@link #answeringMasters} left some out, one line each. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** All masters of the cluster that {@code member}, logged in, belongs to; itself among them if it is one. */
    public List<RedisNode> mastersOf(RedisNode member) {
        List<RedisNode> nodes = new ArrayList<>();
        List<ClusterNodes.Master> masters = clusterMasters(member);
        for (int i = 0; i < masters.size(); i++) {
            nodes.add(nodeAt(masters.get(i).endpoint(), masters.size() - i));
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
                return nodeAt(owner.endpoint(), 1);
            }
        }
        return node;
    }

    private List<ClusterNodes.Master> clusterMasters(RedisNode member) {
        String nodes = member.text("CLUSTER", "NODES");
        cluster = ClusterNodes.masters(nodes, member.endpoint());
        ClusterNodes.failedWithSlots(nodes, member.endpoint())
                .forEach(failed -> gaps.add(failed.display() + " has failed, and no replica took its slots over"));
        return cluster;
    }

    /** @param parties how many nodes, this one included, what remains of the deadline must do for */
    private RedisNode nodeAt(Endpoint endpoint, int parties) {
        for (RedisNode node : open) {
            if (node.endpoint().equals(endpoint)) {
                return node;
            }
        }
        RedisNode node = remember(RedisNode.dial(target, dialer, endpoint, deadline.share(parties)));
        node.login();
        node.deadline(deadline);
        return node;
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
        List<Endpoint> endpoints = target.endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                RedisNode node = remember(
                        RedisNode.dial(target, dialer, endpoints.get(i), deadline.share(endpoints.size() - i)));
                // A hung server's kernel still accepts connections: only an answer, be it an error, counts.
                node.callAll(List.<String[]>of(new String[] {"PING"}));
                node.deadline(deadline);
                return node;
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

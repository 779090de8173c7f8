package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.RedisTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Redis a command was pointed at: a single server, the master its sentinels name, every node of a cluster, or several
 * of these that share the rooms. Reads only; sends neither KEYS nor MONITOR, and subscribes to nothing but its own probe
 * channel.
 */
public final class RedisSource implements AutoCloseable {
    /** A node with one slot of 16,384 is found with this many names; one without slots never. */
    private static final int MOST_TRIES = 200_000;

    private final RedisTarget target;
    private final Deadline deadline;
    private final List<Deployment> servers;
    private final List<String> gaps = new ArrayList<>();
    private final List<NodeAnswer> missing = new ArrayList<>();

    private RedisSource(RedisTarget target, Deadline deadline) {
        this.target = target;
        this.deadline = deadline;
        this.servers = target.servers().stream()
                .map(server -> new Deployment(server, deadline))
                .toList();
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

    /**
     * The one server to talk to: itself, the sentinels' master, or the first cluster node that answers; of several servers
     * the first.
     */
    public RedisNode reach() {
        return servers.get(0).reach();
    }

    /** {@link #reach} and log in. */
    public RedisNode connect() {
        return servers.get(0).connect();
    }

    public void login(RedisNode node) {
        node.login();
    }

    /** A further connection to the same server, logged in. */
    public RedisNode another(RedisNode node) {
        return of(node).open(node.endpoint());
    }

    /** A connection to a node of the first server, logged in. */
    public RedisNode open(Endpoint endpoint) {
        return servers.get(0).open(endpoint);
    }

    /** A replica that a master named, logged in like there; the caller closes it. */
    public RedisNode replica(RedisNode master, String host, int port, Deadline limit) {
        return of(master).dropped(new Endpoint.Tcp(host, port), limit);
    }

    /** Every master that holds data: one server, or all masters of a cluster, also when only one node was named. */
    public List<RedisNode> masters() {
        List<RedisNode> nodes = new ArrayList<>();
        servers.forEach(server -> nodes.addAll(server.masters()));
        return nodes;
    }

    /** Like {@link #masters}, without those that don't answer; what is missing is told by {@link #gaps}. */
    public List<RedisNode> answeringMasters() {
        return each(Deployment::answeringMasters);
    }

    /** Masters and replicas that answer: subscribers may be connected to any. What is missing is told by {@link #gaps}. */
    public List<RedisNode> answeringNodes() {
        return each(Deployment::answeringNodes);
    }

    private List<RedisNode> each(Function<Deployment, List<RedisNode>> found) {
        if (servers.size() == 1) {
            return found.apply(servers.get(0));
        }
        List<RedisNode> nodes = new ArrayList<>();
        RedisFailure last = null;
        for (int i = 0; i < servers.size(); i++) {
            Deployment server = servers.get(i);
            // One share more than there are servers: reading wants its time too.
            server.deadline(deadline.share(servers.size() - i + 1));
            try {
                nodes.addAll(found.apply(server));
            } catch (RedisFailure e) {
                if (!e.ofOneNode()) {
                    throw e;
                }
                gaps.add(e.what());
                missing.add(new NodeAnswer(
                        server.target().endpoints().get(0).display(), NodeAnswer.Role.MASTER, null, e.what()));
                last = e;
            }
            server.deadline(deadline);
        }
        if (nodes.isEmpty() && last != null) {
            throw last;
        }
        nodes.forEach(node -> node.deadline(deadline));
        return nodes;
    }

    /** Why some were left out, one line each. */
    public List<String> gaps() {
        List<String> all = new ArrayList<>(gaps);
        servers.forEach(server -> all.addAll(server.gaps()));
        return all;
    }

    /** Each node that was asked, those that gave no answer included. */
    public List<NodeAnswer> answers() {
        List<NodeAnswer> all = new ArrayList<>();
        servers.forEach(server -> all.addAll(server.answers()));
        all.addAll(missing);
        return all;
    }

    /** The masters that answer of the cluster that {@code member}, logged in, belongs to; itself among them if it is one. */
    public List<RedisNode> answeringMastersOf(RedisNode member) {
        return of(member).answeringMastersOf(member);
    }

    /** @throws RedisFailure when the node is not what its URL says: no sentinel, no cluster, not the master */
    void requireKind(RedisNode node, Info info) {
        of(node).requireKind(node, info);
    }

    /** The node that stores a key: in a cluster the owner of its slot, else the given one. */
    public RedisNode ownerOf(String key, RedisNode node) {
        return of(node).ownerOf(key, node);
    }

    /** Where the cluster that {@code node} belongs to stores a key; empty where there is no cluster. */
    Optional<Endpoint> owner(String key, RedisNode node) {
        return of(node).owner(key);
    }

    /** A probe key that nobody has, and that this node stores itself: in a cluster it answers only for its own slots. */
    String freshKey(String what, RedisNode node) {
        String key = ProbeKeys.fresh(what);
        for (int i = 0;
                i < MOST_TRIES
                        && owner(key, node)
                                .filter(at -> !at.equals(node.endpoint()))
                                .isPresent();
                i++) {
            key = ProbeKeys.fresh(what);
        }
        return key;
    }

    /** Which of several independent servers a node belongs to, from 0. */
    public int serverOf(RedisNode node) {
        return servers.indexOf(of(node));
    }

    private Deployment of(RedisNode node) {
        if (servers.size() == 1) {
            return servers.get(0); // comparing records for the first time takes the JVM 20 ms
        }
        return servers.stream()
                .filter(server -> server.target().equals(node.target()))
                .findFirst()
                .orElseThrow();
    }

    public static boolean isCluster(Info info) {
        return info.is("cluster_enabled", "1");
    }

    /** A connection whose end the caller sees to, for measuring connecting itself. */
    RedisNode dropped(RedisNode like) {
        return of(like).dropped(like);
    }

    @Override
    public void close() {
        servers.forEach(Deployment::close);
    }
}

package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.NodeAnswer.Role;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.RedisTarget.Topology;
import dev.wsctl.cli.source.resp.Dialer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Redis: a single server, what sentinels watch, or a cluster, also when only one node of it was named. */
final class Deployment implements AutoCloseable {
    private final RedisTarget target;
    private final Dialer dialer;
    private final List<RedisNode> open = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<NodeAnswer> answers = new ArrayList<>();
    private Deadline deadline;
    private @Nullable Endpoint master;
    /** Empty where there is no cluster, or none was looked for. */
    private List<ClusterNodes.Member> cluster = List.of();

    Deployment(RedisTarget target, Deadline deadline) {
        this.target = target;
        this.dialer = new Dialer(target.tls());
        this.deadline = deadline;
    }

    RedisTarget target() {
        return target;
    }

    /** For what is opened from now on; what is open keeps its own. */
    void deadline(Deadline newDeadline) {
        deadline = newDeadline;
    }

    List<String> gaps() {
        return gaps;
    }

    List<NodeAnswer> answers() {
        return answers;
    }

    /** The one server to talk to: itself, the sentinels' master, or the first cluster node that answers. */
    RedisNode reach() {
        return switch (target.topology()) {
            case SINGLE ->
                remember(RedisNode.dial(target, dialer, target.endpoints().get(0), deadline));
            case SENTINEL -> remember(RedisNode.dial(target, dialer, master(), deadline));
            case CLUSTER -> firstThatAnswers();
        };
    }

    RedisNode connect() {
        RedisNode node = reach();
        node.login();
        return node;
    }

    RedisNode open(Endpoint endpoint) {
        RedisNode node = remember(RedisNode.dial(target, dialer, endpoint, deadline));
        node.login();
        return node;
    }

    /** A connection whose end the caller sees to. */
    RedisNode dropped(RedisNode like) {
        return dropped(like.endpoint(), like.deadline());
    }

    RedisNode dropped(Endpoint endpoint, Deadline limit) {
        RedisNode node = RedisNode.dial(target, dialer, endpoint, limit);
        try {
            node.login();
            return node;
        } catch (RedisFailure e) {
            node.close();
            throw e;
        }
    }

    /** Every master that holds data; fails when one of them doesn't answer. */
    List<RedisNode> masters() {
        RedisNode first = connect();
        Info info = look(first);
        if (!RedisSource.isCluster(info)) {
            return List.of(first);
        }
        List<RedisNode> nodes = new ArrayList<>();
        List<ClusterNodes.Member> members = clusterMasters(first);
        for (int i = 0; i < members.size(); i++) {
            nodes.add(nodeAt(members.get(i).endpoint(), members.size() - i + 1));
        }
        return nodes;
    }

    /** The masters that answer; at least one. */
    List<RedisNode> answeringMasters() {
        RedisNode first = connect();
        return RedisSource.isCluster(look(first)) ? answeringMastersOf(first) : List.of(first);
    }

    /** Likewise, of the cluster that {@code member}, logged in, belongs to. */
    List<RedisNode> answeringMastersOf(RedisNode member) {
        return answering(clusterMasters(member).stream()
                .map(one -> new Asked(one.endpoint(), Role.MASTER))
                .toList());
    }

    /**
     * Masters and replicas that answer: who subscribes may be connected to any of them. Of a single server only itself is
     * asked, since nobody said that its replicas can be reached from here.
     */
    List<RedisNode> answeringNodes() {
        RedisNode first = connect();
        Info info = look(first);
        List<Asked> asked = new ArrayList<>();
        if (RedisSource.isCluster(info)) {
            clusterMasters(first).forEach(one -> asked.add(new Asked(one.endpoint(), Role.MASTER)));
            cluster.stream()
                    .filter(one -> !one.master() && !one.failed())
                    .forEach(one -> asked.add(new Asked(one.endpoint(), Role.REPLICA)));
        } else {
            boolean replica = info.is("role", "slave");
            asked.add(new Asked(first.endpoint(), replica ? Role.REPLICA : Role.MASTER));
            if (replica) {
                gaps.add(first.endpoint().display() + " is a replica: who is connected to its master "
                        + info.text("master_host", "?") + ":" + info.text("master_port", "?") + " is not counted");
            } else if (target.topology() == Topology.SENTINEL) {
                Replicas.of(info).forEach(endpoint -> asked.add(new Asked(endpoint, Role.REPLICA)));
            }
        }
        return answering(asked);
    }

    private record Asked(Endpoint endpoint, Role role) {}

    private List<RedisNode> answering(List<Asked> asked) {
        List<RedisNode> nodes = new ArrayList<>();
        RedisFailure last = null;
        for (int i = 0; i < asked.size(); i++) {
            Endpoint endpoint = asked.get(i).endpoint();
            try {
                // One share more than there are nodes: reading wants its time too.
                RedisNode node = nodeAt(endpoint, asked.size() - i + 1);
                node.deadline(deadline.share(asked.size() - i + 1));
                Duration answer = Duration.ofNanos(node.answerNanos());
                node.deadline(deadline);
                answers.add(new NodeAnswer(endpoint.display(), asked.get(i).role(), answer, ""));
                nodes.add(node);
            } catch (RedisFailure e) {
                if (!e.ofOneNode()) {
                    throw e;
                }
                answers.add(new NodeAnswer(endpoint.display(), asked.get(i).role(), null, e.what()));
                gaps.add(e.what());
                last = e;
            }
        }
        if (nodes.isEmpty() && last != null) {
            throw last;
        }
        return nodes;
    }

    /** Is it what the URL says it is? */
    private Info look(RedisNode first) {
        Info info = first.info();
        first.requireLoaded(info);
        requireKind(first, info);
        return info;
    }

    void requireKind(RedisNode node, Info info) {
        String where = node.endpoint().display();
        if (info.is("redis_mode", "sentinel")) {
            String names = Sentinels.names(node);
            throw mistaken(
                    where + " is a sentinel, not the Redis it watches",
                    "redis-sentinel://" + where + "/0#" + (names.isEmpty() ? "NAME" : names.split(", ")[0]));
        }
        if (target.topology() == Topology.CLUSTER && !RedisSource.isCluster(info)) {
            throw mistaken(
                    where + " is no cluster node, though the URL names several nodes",
                    "one --redis for each of several independent servers, or | between their URLs");
        }
        if (target.topology() == Topology.SENTINEL && info.is("role", "slave")) {
            throw mistaken(
                    where + ", which the sentinels call the master, is a replica: a failover is under way",
                    "the same again in a few seconds; `wsctl health` on each server shows which is the master");
        }
    }

    private static RedisFailure mistaken(String what, String hint) {
        return new RedisFailure(RedisFailure.Kind.OTHER, ExitCode.CRITICAL, what, hint);
    }

    /** The node that stores a key; the given one where there is no cluster, or the slot is nobody's. */
    RedisNode ownerOf(String key, RedisNode node) {
        return owner(key).map(endpoint -> nodeAt(endpoint, 2)).orElse(node);
    }

    /** Where a cluster stores a key; empty where there is none. */
    Optional<Endpoint> owner(String key) {
        int slot = KeySlot.of(key);
        return cluster.stream()
                .filter(one -> one.master() && !one.failed() && one.serves(slot))
                .map(ClusterNodes.Member::endpoint)
                .findFirst();
    }

    private List<ClusterNodes.Member> clusterMasters(RedisNode member) {
        if (cluster.isEmpty()) {
            cluster = ClusterNodes.members(
                    member.text("CLUSTER", "NODES"),
                    member.endpoint(),
                    target.tls().enabled());
            for (ClusterNodes.Member one : cluster) {
                if (one.master() && one.failed() && !one.slots().isEmpty()) {
                    String what = one.endpoint().display() + " has failed, and no replica took its slots over";
                    gaps.add(what);
                    answers.add(new NodeAnswer(one.endpoint().display(), Role.MASTER, null, what));
                }
            }
        }
        return cluster.stream().filter(one -> one.master() && !one.failed()).toList();
    }

    /** @param parties how many, this one included, what remains of the deadline must do for */
    private RedisNode nodeAt(Endpoint endpoint, int parties) {
        for (RedisNode node : open) {
            if (node.endpoint().equals(endpoint) && !node.lost()) {
                return node;
            }
        }
        RedisNode node = remember(RedisNode.dial(target, dialer, endpoint, deadline.share(parties)));
        node.login();
        node.deadline(deadline);
        return node;
    }

    private Endpoint master() {
        Endpoint known = master;
        RedisTarget.Sentinel sentinel = target.sentinel();
        if (known == null && sentinel != null) {
            known = new Sentinels(target, sentinel, dialer).master(deadline);
            master = known;
        }
        if (known == null) {
            throw new IllegalStateException("a target with sentinels names no master");
        }
        return known;
    }

    private RedisNode firstThatAnswers() {
        RedisFailure last = null;
        List<Endpoint> endpoints = target.endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                RedisNode node = remember(
                        RedisNode.dial(target, dialer, endpoints.get(i), deadline.share(endpoints.size() - i + 1)));
                // A hung server's kernel still accepts connections: only an answer, be it an error, counts.
                node.answerNanos();
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
        open.forEach(RedisNode::close);
    }
}

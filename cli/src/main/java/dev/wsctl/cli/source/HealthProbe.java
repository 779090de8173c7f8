package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Stage;
import dev.wsctl.cli.source.resp.RespError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the stages of {@code health}; each builds on the one before. */
public final class HealthProbe {
    private static final int SAMPLES = 50;
    private static final Duration SAMPLING = Duration.ofMillis(200);

    private final RedisSource source;
    private final boolean readOnly;
    private final SessionCount sessionCount;

    private final List<Stage> stages = new ArrayList<>();
    private List<RedisNode> nodes = List.of();
    private @Nullable RedisFacts facts;
    private @Nullable SessionTally sessions;
    private Percentiles ping = Percentiles.NONE;
    private Percentiles get = Percentiles.NONE;
    private Percentiles set = Percentiles.NONE;

    /**
     * @param readOnly write nothing: leaves out the stages {@code write} and {@code session}
     */
    public HealthProbe(RedisSource source, boolean readOnly, SessionCount sessionCount) {
        this.source = source;
        this.readOnly = readOnly;
        this.sessionCount = sessionCount;
    }

    /**
     * What to count as sessions, and how much to spend on it.
     *
     * @param limit keys to look at; 0 leaves counting out
     */
    public record SessionCount(List<SessionFamily> families, long limit, Duration budget) {}

    /** Takes all steps it can; what fails is a stage in the report, never an exception. */
    public HealthReport run() {
        long start = System.nanoTime();
        Instant time = Instant.now();
        stages();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new HealthReport(
                source.target().display(), time, elapsed, stages, facts, sessions, ping, get, set, List.of());
    }

    private void stages() {
        RedisNode[] reached = new RedisNode[1];
        if (!stage("reach", () -> {
            reached[0] = source.reach();
            return reach(reached[0]);
        })) {
            skip("after reach failed", "auth", "role", "write", "session", "pubsub");
            return;
        }
        RedisNode node = reached[0];
        if (!stage("auth", () -> auth(node))) {
            skip("after auth failed", "role", "write", "session", "pubsub");
            return;
        }
        nodes = List.of(node);
        stage("role", () -> role(node));
        if (lastFailure == RedisFailure.Kind.LOADING) {
            skip("while Redis is loading", "write", "session", "pubsub");
            return;
        }
        boolean replica = facts != null && facts.role().equals("replica");
        if (readOnly || replica) {
            skip(readOnly ? "--read-only" : "a replica takes no writes", "write", "session");
        } else {
            stage("write", this::write);
            stage("session", this::session);
        }
        stage("pubsub", this::pubsub);
        if (lastFailure != RedisFailure.Kind.TIMEOUT) {
            measure();
        }
    }

    /** One step; returns what it found out. */
    private interface Step {
        String run();
    }

    private RedisFailure.@Nullable Kind lastFailure;

    private boolean stage(String name, Step step) {
        long start = System.nanoTime();
        try {
            String detail = step.run();
            stages.add(Stage.ok(name, since(start), detail));
            lastFailure = null;
            return true;
        } catch (RedisFailure e) {
            lastFailure = e.kind();
            Stage.Result result = e.exitCode() == ExitCode.UNKNOWN ? Stage.Result.UNKNOWN : Stage.Result.FAILED;
            stages.add(new Stage(name, result, since(start), e.what(), e.hint()));
            return false;
        }
    }

    private void skip(String reason, String... names) {
        for (String name : names) {
            stages.add(Stage.skipped(name, reason));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String reach(RedisNode node) {
        // Any reply proves Redis, also "NOAUTH" and "LOADING": those belong to later stages.
        node.callAll(List.<String[]>of(new String[] {"PING"}));
        return node.endpoint().display() + (source.target().tls().enabled() ? ", TLS" : "");
    }

    private String auth(RedisNode node) {
        node.login();
        Object pong = node.callAll(List.<String[]>of(new String[] {"PING"})).get(0);
        if (pong instanceof RespError error && error.kind().equals("NOAUTH")) {
            throw node.failure(error, "PING");
        }
        String user = source.target().user();
        if (source.target().password() == null) {
            return "no password needed";
        }
        return "as " + (user == null ? "default" : user);
    }

    private String role(RedisNode node) {
        Info info = node.info();
        node.requireLoaded(info);
        source.requireKind(node, info);
        if (RedisSource.isCluster(info)) {
            return cluster(node);
        }
        RedisFacts sum = RedisFacts.of(info, 1);
        facts = sum;
        if (sum.role().equals("replica")) {
            return replica(info, sum);
        }
        long replicas = sum.replicas().orElse(0);
        return sum.role() + (replicas > 0 ? ", " + replicas + (replicas == 1 ? " replica" : " replicas") : "");
    }

    /** Whoever answers is summed up, also when one of the masters doesn't. */
    private String cluster(RedisNode member) {
        nodes = source.answeringMastersOf(member);
        RedisFacts sum = RedisFacts.of(nodes.get(0).info(), 1);
        for (RedisNode other : nodes.subList(1, nodes.size())) {
            sum = sum.plus(RedisFacts.of(other.info(), 1));
        }
        facts = sum.ofCluster();
        List<String> gaps = source.gaps();
        if (!gaps.isEmpty()) {
            throw new RedisFailure(
                    RedisFailure.Kind.OTHER,
                    ExitCode.CRITICAL,
                    nodes.size() + " of " + (nodes.size() + gaps.size()) + " masters answer: "
                            + String.join("; ", gaps),
                    "redis-cli --cluster check " + nodes.get(0).endpoint().display());
        }
        return "cluster of " + nodes.size() + " masters, " + clusterState(nodes.get(0));
    }

    private static String clusterState(RedisNode node) {
        Info cluster = Info.parse(node.text("CLUSTER", "INFO"));
        if (!cluster.is("cluster_state", "ok")) {
            throw new RedisFailure(
                    RedisFailure.Kind.OTHER,
                    ExitCode.CRITICAL,
                    "the cluster is in state " + cluster.text("cluster_state", "?") + ", "
                            + cluster.text("cluster_slots_ok", "?") + " of 16384 slots served",
                    "redis-cli --cluster check " + node.endpoint().display());
        }
        return "state ok";
    }

    private static String replica(Info info, RedisFacts sum) {
        if (info.is("master_link_status", "up")) {
            return "replica of " + sum.master();
        }
        throw new RedisFailure(
                RedisFailure.Kind.OTHER,
                ExitCode.CRITICAL,
                "this replica has lost its master " + sum.master(),
                "check the network and masterauth; what it serves is stale");
    }

    private String write() {
        for (RedisNode node : nodes) {
            String key = source.freshKey("write", node);
            node.call("SET", key, "1", "EX", ProbeKeys.TTL_SECONDS);
            require("1".equals(node.call("GET", key)), "GET didn't return what SET had stored");
            require(node.number("DEL", key) == 1, "DEL didn't find the key");
        }
        return "SET, GET, DEL" + (nodes.size() > 1 ? " on " + nodes.size() + " masters" : "");
    }

    private String session() {
        String value = "{\"user\":\"wsctl\",\"room\":\"probe\"}";
        for (RedisNode node : nodes) {
            String key = source.freshKey("session", node);
            node.call("SET", key, value, "EX", ProbeKeys.TTL_SECONDS);
            require(value.equals(node.call("GET", key)), "the session came back different");
            require(node.number("PTTL", key) > 0, "the session has no expiry");
            node.call("DEL", key);
        }
        return "stored, read back, expiry set";
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new RedisFailure(
                    RedisFailure.Kind.OTHER,
                    ExitCode.CRITICAL,
                    otherwise,
                    "is something between wsctl and Redis, or is it evicting keys at once?");
        }
    }

    /** From each node to the next: in a cluster that is how messages travel between instances. */
    private String pubsub() {
        long slowest = 0;
        for (int i = 0; i < nodes.size(); i++) {
            RedisNode node = nodes.get(i);
            // Where nobody listens, first: a refusal then is an answer, not a message that never comes.
            node.number("PUBLISH", ProbeKeys.fresh("channel"), "allowed");
            try (PubSubProbe probe = new PubSubProbe(source, node, nodes.get((i + 1) % nodes.size()))) {
                probe.roundTrip("first");
                slowest = Math.max(slowest, probe.roundTrip("second"));
            }
        }
        return "a message came back after " + slowest / 1000 + " µs"
                + (nodes.size() > 1 ? " at most, from each master to the next" : "");
    }

    private void measure() {
        RedisNode node = nodes.get(0);
        try {
            ping = RoundTrips.measure(node, SAMPLES, SAMPLING, "PING");
            String key = source.freshKey("latency", node);
            get = RoundTrips.measure(node, SAMPLES, SAMPLING, "GET", key);
            if (!readOnly && (facts == null || !facts.role().equals("replica"))) {
                set = RoundTrips.measure(node, SAMPLES, SAMPLING, "SET", key, "1", "EX", ProbeKeys.TTL_SECONDS);
            }
        } catch (RedisFailure e) {
            // What this user may not do, the stages have said already; what was measured stays.
            if (e.kind() != RedisFailure.Kind.NOPERM) {
                stages.add(new Stage("latency", Stage.Result.FAILED, Duration.ZERO, e.what(), e.hint()));
            }
            return;
        }
        countSessions();
    }

    private void countSessions() {
        if (sessionCount.limit() == 0) {
            return;
        }
        try {
            sessions = new SessionReader(sessionCount.families(), 0)
                    .read(nodes, source.deadline().atMost(sessionCount.budget()), sessionCount.limit())
                    .without(source.gaps());
        } catch (RedisFailure e) {
            boolean refused = e.kind() == RedisFailure.Kind.NOPERM;
            stages.add(new Stage(
                    "sessions",
                    refused ? Stage.Result.UNKNOWN : Stage.Result.FAILED,
                    Duration.ZERO,
                    e.what(),
                    e.hint() + (refused ? "; or leave it out: --max-keys 0" : "")));
        }
    }
}

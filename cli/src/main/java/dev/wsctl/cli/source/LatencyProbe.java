package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.LatencyReport.Skip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Times round trips to every node. The operations take turns, so that all of them see the same Redis; one is under way
 * at a time.
 */
public final class LatencyProbe implements AutoCloseable {
    /** Rounds before the measurement: the first trips through new code say more about this JVM than about Redis. */
    private static final int WARM_UP = 30;

    private static final Duration LONGEST_WARM_UP = Duration.ofMillis(200);
    /** Connecting churns through ports, so it is done only every so many rounds. */
    private static final int ROUNDS_PER_CONNECT = 10;

    private final RedisSource source;
    private final Extent extent;
    private final List<Sampler> samplers = new ArrayList<>();
    private final List<Skip> skipped = new ArrayList<>();
    private final List<AutoCloseable> resources = new ArrayList<>();

    /**
     * How much to measure; what comes first ends it.
     *
     * @param count rounds
     * @param pause between two rounds; zero for none
     * @param patience how long one operation may take before it has failed
     */
    public record Extent(long count, Duration duration, Duration pause, Duration patience) {}

    public LatencyProbe(RedisSource source, Extent extent) {
        this.source = source;
        this.extent = extent;
    }

    /**
     * PING, GET, SET, publish→receive and connecting.
     *
     * @param readOnly leave out SET
     */
    public LatencyReport roundTrips(boolean readOnly) {
        for (RedisNode node : nodes()) {
            Line line = new Line(source, node);
            resources.add(line);
            String key = source.freshKey("latency", node);
            add(Operation.PING, node, command(line, "PING"));
            add(Operation.GET, node, command(line, "GET", key));
            String obstacle = readOnly ? "--read-only" : refusesWrites(node) ? "a replica takes no writes" : "";
            if (obstacle.isEmpty()) {
                add(Operation.SET, node, command(line, "SET", key, "1", "EX", ProbeKeys.TTL_SECONDS));
            } else {
                skipped.add(new Skip(Operation.SET, node.endpoint().display(), obstacle, ""));
            }
            add(Operation.PUBSUB, node, pubsub(node));
            add(Operation.CONNECT, node, deadline -> {
                node.deadline(deadline);
                long start = System.nanoTime();
                source.dropped(node).close();
                return System.nanoTime() - start;
            });
        }
        return run();
    }

    /** C12: the same GET on a connection that stays open, and on a new connection each time. */
    public LatencyReport pooledAndNot() {
        for (RedisNode node : nodes()) {
            Line line = new Line(source, node);
            resources.add(line);
            String key = source.freshKey("latency", node);
            add(Operation.POOLED, node, command(line, "GET", key));
            add(Operation.UNPOOLED, node, deadline -> {
                node.deadline(deadline);
                long start = System.nanoTime();
                try (RedisNode fresh = source.dropped(node)) {
                    fresh.call("GET", key);
                }
                return System.nanoTime() - start;
            });
        }
        return run();
    }

    private void add(Operation operation, RedisNode node, Sampler.Timed timed) {
        samplers.add(new Sampler(operation, node, timed));
    }

    private static Sampler.Timed command(Line line, String... command) {
        return deadline -> {
            RedisNode node = line.open(deadline);
            try {
                long start = System.nanoTime();
                node.call(command);
                return System.nanoTime() - start;
            } catch (RedisFailure e) {
                line.failed(e);
                throw e;
            }
        };
    }

    private Sampler.Timed pubsub(RedisNode node) {
        PubSubLine line = new PubSubLine(source, node);
        resources.add(line);
        return line::roundTrip;
    }

    private static boolean refusesWrites(RedisNode node) {
        Info info = node.info();
        return info.is("role", "slave") && !info.is("slave_read_only", "0");
    }

    /** Those that answer; of the others nothing can be measured, and that is said. */
    private List<RedisNode> nodes() {
        List<RedisNode> nodes = source.answeringMasters();
        for (String gap : source.gaps()) {
            skipped.add(new Skip(Operation.PING, target(), gap, "wsctl health"));
        }
        return nodes;
    }

    private String target() {
        return source.target().display();
    }

    private LatencyReport run() {
        Instant time = Instant.now();
        Deadline warm = source.deadline().atMost(LONGEST_WARM_UP);
        for (int i = 0; i < WARM_UP && !warm.expired(); i++) {
            round(i, false);
        }
        long start = System.nanoTime();
        Deadline end = source.deadline().atMost(extent.duration());
        for (long i = 0; i < extent.count() && (i == 0 || !end.expired()) && !hopeless(); i++) {
            round(i, true);
            if (!extent.pause().isZero()) {
                LockSupport.parkNanos(Math.min(extent.pause().toNanos(), end.remainingNanos()));
            }
        }
        return report(time, Duration.ofNanos(System.nanoTime() - start));
    }

    private void round(long number, boolean record) {
        for (Sampler sampler : samplers) {
            if (sampler.operation() != Operation.CONNECT || number % ROUNDS_PER_CONNECT == 0) {
                sampler.sample(source.deadline().atMost(extent.patience()), record);
            }
        }
    }

    private boolean hopeless() {
        return samplers.stream().allMatch(Sampler::hopeless);
    }

    private LatencyReport report(Instant time, Duration elapsed) {
        List<Probe> probes = new ArrayList<>();
        for (Sampler sampler : samplers) {
            @Nullable RedisFailure forbidden = sampler.forbidden();
            if (forbidden == null) {
                probes.add(sampler.result());
            } else {
                skipped.add(new Skip(sampler.operation(), sampler.node(), forbidden.what(), forbidden.hint()));
            }
        }
        return new LatencyReport(target(), time, elapsed, probes, skipped, List.of());
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                // A probe connection that is gone already is as good as closed.
            }
        }
    }
}

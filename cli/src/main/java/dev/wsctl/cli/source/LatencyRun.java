package dev.wsctl.cli.source;

import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.source.LatencyProbe.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All the probes of one report; they share its time evenly. */
public final class LatencyRun {
    private static final int WARMUPS = 50;
    private static final int CONNECT_WARMUPS = 3;

    private final RedisSource source;
    private final Duration time;
    private final int count;
    private final boolean spectrum;
    private final boolean readOnly;

    /** @param time for all probes on all nodes together */
    public LatencyRun(RedisSource source, Duration time, int count, boolean spectrum, boolean readOnly) {
        this.source = source;
        this.time = time;
        this.count = count;
        this.spectrum = spectrum;
        this.readOnly = readOnly;
    }

    /** PING, GET, SET, publish to receive, connect; on every master. */
    public List<Probe> all() {
        List<RedisNode> nodes = source.masters();
        Duration share = time.dividedBy((readOnly ? 4L : 5L) * nodes.size());
        List<Probe> probes = new ArrayList<>();
        for (RedisNode node : nodes) {
            String key = keyOn(node);
            probes.add(probe("ping", node, LatencyProbe.command(node, "PING"), WARMUPS, share));
            probes.add(probe("get", node, LatencyProbe.command(node, "GET", key), WARMUPS, share));
            if (!readOnly) {
                Operation set = LatencyProbe.command(node, "SET", key, "1", "EX", ProbeKeys.TTL_SECONDS);
                probes.add(probe("set", node, set, WARMUPS, share));
            }
            try (PubSubProbe pubsub = new PubSubProbe(source, node)) {
                probes.add(probe("pubsub", node, () -> pubsub.roundTrip("x"), WARMUPS, share));
            }
            probes.add(probe("connect", node, LatencyProbe.connect(source, node), CONNECT_WARMUPS, share));
        }
        return probes;
    }

    /** The same command over one kept connection and over a new one each time (C12). */
    public List<Probe> pooledAndUnpooled() {
        RedisNode node = source.masters().get(0);
        String key = keyOn(node);
        Duration share = time.dividedBy(4);
        return List.of(
                probe("ping pooled", node, LatencyProbe.command(node, "PING"), WARMUPS, share),
                probe("ping unpooled", node, LatencyProbe.unpooled(source, node, "PING"), CONNECT_WARMUPS, share),
                probe("get pooled", node, LatencyProbe.command(node, "GET", key), WARMUPS, share),
                probe("get unpooled", node, LatencyProbe.unpooled(source, node, "GET", key), CONNECT_WARMUPS, share));
    }

    /** A key this node stores; in a cluster most random ones belong to others. */
    private String keyOn(RedisNode node) {
        String key = ProbeKeys.fresh("latency");
        while (source.ownerOf(key, node) != node) {
            key = ProbeKeys.fresh("latency");
        }
        return key;
    }

    private Probe probe(String name, RedisNode node, Operation operation, int warmups, Duration share) {
        return LatencyProbe.measure(
                name,
                node.endpoint().display(),
                operation,
                count,
                warmups,
                node.deadline().atMost(share),
                spectrum);
    }
}

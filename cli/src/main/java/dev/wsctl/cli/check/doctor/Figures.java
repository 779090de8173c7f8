package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.Figure;
import dev.wsctl.cli.model.Figure.Unit;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.PubSubFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The numbers of a snapshot that are worth comparing with another's. What was not told is not among them. */
final class Figures {
    /** Any difference counts: of these there should be none. */
    private static final double ANY = 0;

    private static final double MILLISECOND = 1e6;

    private final List<Figure> figures = new ArrayList<>();

    private Figures() {}

    /** @param single what the only node is called, so that it is the same one in both snapshots; empty where there are more */
    static List<Figure> of(Evidence evidence, String single) {
        Figures all = new Figures();
        for (NodeEvidence node : evidence.nodes()) {
            all.node(node, single.isEmpty() ? node.address() : single);
        }
        all.delivery(evidence);
        List<InstanceStatus> instances = evidence.heartbeats().value();
        if (instances != null) {
            instances.forEach(all::instance);
        }
        return all.figures;
    }

    private void add(String subject, String name, Unit unit, double step, DoubleSupplier value) {
        try {
            double told = value.getAsDouble();
            if (Double.isFinite(told)) {
                figures.add(new Figure(subject, name, unit, told, step));
            }
        } catch (AbsentException notTold) {
            // The check that needs it is skipped with the reason; here it is no row.
        }
    }

    private void node(NodeEvidence node, String subject) {
        add(subject, "commands", Unit.PER_SECOND, 10, () -> node.rate("total_commands_processed"));
        add(subject, "clients", Unit.COUNT, 3, () -> node.number("connected_clients"));
        add(subject, "connections opened", Unit.PER_SECOND, 1, () -> node.rate("total_connections_received"));
        add(subject, "connections refused", Unit.PER_SECOND, ANY, () -> node.rate("rejected_connections"));
        add(subject, "subscribers", Unit.COUNT, 1, () -> subscribers(node).size());
        add(
                subject,
                "unread by subscribers",
                Unit.BYTES,
                65_536,
                () -> subscribers(node).stream()
                        .mapToLong(client -> client.number("omem"))
                        .sum());
        add(subject, "channels", Unit.COUNT, 3, () -> channels(node.pubsub().need()));
        add(subject, "patterns", Unit.COUNT, 1, () -> node.pubsub().need().patterns());
        add(subject, "published", Unit.PER_SECOND, 1, () -> node.perSecond(node.growth("cmdstat_publish", "calls")));
        add(subject, "received", Unit.BYTES_PER_SECOND, 65_536, () -> node.rate("total_net_input_bytes"));
        add(subject, "sent", Unit.BYTES_PER_SECOND, 65_536, () -> node.rate("total_net_output_bytes"));
        add(subject, "memory", Unit.BYTES, 1 << 20, () -> node.number("used_memory"));
        add(subject, "keys", Unit.COUNT, 10, () -> keys(node.info()));
        add(subject, "keys evicted", Unit.PER_SECOND, ANY, () -> node.rate("evicted_keys"));
        add(subject, "errors replied", Unit.PER_SECOND, 1, () -> node.rate("total_error_replies"));
        add(subject, "PING p50", Unit.TIME, MILLISECOND, () -> ping(node).p50Nanos());
        add(subject, "PING p99", Unit.TIME, 2 * MILLISECOND, () -> ping(node).p99Nanos());
    }

    private static List<Client> subscribers(NodeEvidence node) {
        return node.last().subscribers().need();
    }

    private static double channels(PubSubFigures figures) {
        return figures.channels().size() + (double) figures.shardChannels().size();
    }

    private static double keys(Info info) {
        return RedisFacts.of(info, 1).keys().orElse(0);
    }

    private static Percentiles ping(NodeEvidence node) {
        return node.ping().need();
    }

    private void delivery(Evidence evidence) {
        Verification measured = evidence.delivery().value();
        if (measured == null) {
            return;
        }
        List<Delivery> pairs = measured.deliveries();
        add(
                "delivery",
                "lost",
                Unit.COUNT,
                ANY,
                () -> pairs.stream().mapToLong(Delivery::lost).sum());
        add(
                "delivery",
                "slowest pair p99",
                Unit.TIME,
                5 * MILLISECOND,
                () -> pairs.stream()
                                .mapToDouble(Delivery::p99Micros)
                                .filter(Double::isFinite)
                                .max()
                                .orElse(Double.NaN)
                        * 1000);
    }

    private void instance(InstanceStatus instance) {
        String id = instance.id();
        add(id, "connections", Unit.COUNT, 5, instance::connections);
        add(id, "rooms", Unit.COUNT, 5, instance::rooms);
        add(id, "publish failures", Unit.COUNT, ANY, () -> instance.pubsub().failures());
        add(
                id,
                "publish→receive",
                Unit.TIME,
                5 * MILLISECOND,
                () -> instance.pubsub().averageLatencyMs() * MILLISECOND);
    }
}

package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Denial;
import dev.wsctl.cli.model.evidence.LatencyEvent;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.NodeSample;
import dev.wsctl.cli.model.evidence.PubSubFigures;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.SlowCommand;
import dev.wsctl.cli.model.evidence.Trouble;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.RedisFailure;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RoundTrips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Everything about one node. A part that is refused is absent; once Redis stops answering, all that follow are. */
final class NodeReader {
    /** A list of more connections than this takes Redis longer than its other clients should notice. */
    private static final long MOST_CLIENTS = 20_000;

    private static final int PINGS = 200;
    private static final Duration PINGING = Duration.ofMillis(200);

    private final RedisNode node;
    private final int server;
    private final List<Trouble> troubles = new ArrayList<>();
    private NodeSample first = NodeSample.absent("not read");
    private NodeSample last = first;
    private Reading<Map<String, String>> config = Reading.absent("not read");
    private Reading<List<Client>> clients = Reading.absent("not read");
    private Reading<PubSubFigures> pubsub = Reading.absent("not read");
    private Reading<List<SlowCommand>> slowlog = Reading.absent("not read");
    private Reading<List<LatencyEvent>> latency = Reading.absent("not read");
    private Reading<List<AclUser>> acl = Reading.absent("not read");
    private Reading<Percentiles> ping = Reading.absent("not read");
    private Reading<List<Denial>> denials = Reading.absent("not read");

    /** @param server which of several independent servers the node belongs to, from 0 */
    NodeReader(RedisNode node, int server) {
        this.node = node;
        this.server = server;
    }

    RedisNode node() {
        return node;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    void deadline(Deadline deadline) {
        node.deadline(deadline);
    }

    void first() {
        first = sample();
    }

    void between() {
        ping = part(() -> RoundTrips.measure(node, PINGS, PINGING, "PING"));
        config = part(() -> ConfigReader.read(node));
        clients = clients();
        pubsub = part(this::pubsubFigures);
        acl = part(() -> AclReader.users(node));
    }

    void last() {
        last = sample();
        slowlog = part(() -> SlowLogReader.slowlog(node));
        latency = part(() -> SlowLogReader.latency(node));
        denials = part(() -> AclReader.denials(node));
    }

    NodeEvidence evidence() {
        return new NodeEvidence(
                node.endpoint().display(),
                server,
                node.target().tls().enabled(),
                first,
                last,
                config,
                clients,
                pubsub,
                slowlog,
                latency,
                acl,
                ping,
                denials);
    }

    private NodeSample sample() {
        long now = System.nanoTime();
        Reading<Info> info = part(() -> Info.parse(info()));
        Reading<List<Client>> subscribers = part(() -> list("CLIENT", "LIST", "TYPE", "pubsub"));
        return new NodeSample(now, info, subscribers);
    }

    /** INFO, and what a node of a cluster tells of the bus, which has the same form; without it where that is refused. */
    private String info() {
        String info = node.text("INFO", "ALL");
        if (!info.contains("cluster_enabled:1")) {
            return info;
        }
        Object bus = node.callAll(List.<String[]>of(new String[] {"CLUSTER", "INFO"}))
                .get(0);
        return bus instanceof String lines ? info + "\n" + lines : info;
    }

    private Reading<List<Client>> clients() {
        Info info = first.info().value();
        OptionalLong connected = info == null ? OptionalLong.empty() : info.number("connected_clients");
        if (connected.orElse(0) > MOST_CLIENTS) {
            return Reading.absent(connected.getAsLong() + " connections are too many to list without slowing Redis");
        }
        return part(() -> list("CLIENT", "LIST"));
    }

    private List<Client> list(String... command) {
        List<Client> list = new ArrayList<>();
        for (String line : node.text(command).split("\n")) {
            Map<String, String> fields = Subscriber.fields(line);
            if (!fields.isEmpty() && !RedisNode.CLIENT_NAME.equals(fields.get("name"))) {
                list.add(new Client(fields));
            }
        }
        return list;
    }

    private PubSubFigures pubsubFigures() {
        ChannelReader.Counts counts = ChannelReader.matching(List.of(node), "*", node.deadline());
        return new PubSubFigures(counts.patterns(), counts.classic(), counts.shard());
    }

    private <T> Reading<T> part(Supplier<T> read) {
        if (!troubles.isEmpty()) {
            return Reading.absent(troubles.get(0).what());
        }
        try {
            return Reading.of(read.get());
        } catch (RedisFailure e) {
            if (node.lost() || e.unanswered()) {
                troubles.add(EvidenceReader.trouble(node.endpoint().display(), e));
            }
            return Reading.absent(EvidenceReader.reason(e));
        }
    }
}

package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Denial;
import dev.wsctl.cli.model.evidence.LatencyEvent;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.NodeSample;
import dev.wsctl.cli.model.evidence.PubSubFigures;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.SlowCommand;
import java.util.List;
import java.util.Locale;

/** A node of Redis in the document. */
final class NodePart {
    private NodePart() {}

    static ObjectNode write(NodeEvidence node, Names names) {
        Allowed allowed = new Allowed(names);
        ObjectNode json = Json.object()
                .put("address", names.address(node.address()))
                .put("server", node.server())
                .put("tls", node.tls());
        long start = node.first().atNanos();
        json.set("first", sample(node.first(), start, allowed, names));
        json.set("last", sample(node.last(), start, allowed, names));
        json.set("config", Json.reading(node.config(), names, config -> Json.texts(allowed.config(config))));
        json.set("clients", clients(node.clients(), allowed, names));
        json.set("pubsub", Json.reading(node.pubsub(), names, figures -> pubsub(figures, names)));
        json.set("slowlog", Json.reading(node.slowlog(), names, slow -> Json.array(slow, NodePart::slow)));
        json.set("latency", Json.reading(node.latency(), names, events -> Json.array(events, NodePart::event)));
        json.set("acl", Json.reading(node.acl(), names, users -> Json.array(users, user -> user(user, names))));
        json.set("ping", Json.reading(node.ping(), names, NodePart::percentiles));
        json.set(
                "denials",
                Json.reading(node.denials(), names, all -> Json.array(all, denial -> denial(allowed.denial(denial)))));
        return json;
    }

    static NodeEvidence read(Fields json) {
        return read(json, json.small("server"), json.flag("tls"), json.readings("denials", NodePart::denial));
    }

    /** Of a capture of the first revision, which said of all nodes together whether they use TLS. */
    static NodeEvidence readFirst(Fields json, boolean tls) {
        return read(json, 0, tls, Reading.absent(CaptureDocument.OLDER));
    }

    private static NodeEvidence read(Fields json, int server, boolean tls, Reading<List<Denial>> denials) {
        return new NodeEvidence(
                json.text("address"),
                server,
                tls,
                json.object("first", NodePart::sample),
                json.object("last", NodePart::sample),
                json.reading("config", Fields::textMap),
                json.readings("clients", client -> new Client(client.textMap())),
                json.reading("pubsub", NodePart::pubsub),
                json.readings("slowlog", NodePart::slow),
                json.readings("latency", NodePart::event),
                json.readings("acl", NodePart::user),
                json.reading("ping", NodePart::percentiles),
                denials);
    }

    private static ObjectNode denial(Denial denial) {
        ObjectNode json = Json.object()
                .put("reason", denial.reason())
                .put("object", denial.object())
                .put("user", denial.user());
        return Json.decimal(json, "age_s", denial.ageSeconds())
                .put("count", denial.count())
                .put("client", denial.client());
    }

    private static Denial denial(Fields json) {
        return new Denial(
                json.text("reason"),
                json.text("object"),
                json.text("user"),
                json.decimal("age_s"),
                json.number("count"),
                json.text("client"));
    }

    private static ObjectNode sample(NodeSample sample, long start, Allowed allowed, Names names) {
        ObjectNode json = Json.object().put("at_ns", sample.atNanos() - start);
        json.set("info", Json.reading(sample.info(), names, info -> Json.texts(allowed.info(info.fields()))));
        json.set("subscribers", clients(sample.subscribers(), allowed, names));
        return json;
    }

    private static NodeSample sample(Fields json) {
        return new NodeSample(
                json.number("at_ns"),
                json.reading("info", info -> new Info(info.textMap())),
                json.readings("subscribers", client -> new Client(client.textMap())));
    }

    static ObjectNode clients(Reading<List<Client>> clients, Allowed allowed, Names names) {
        return Json.reading(
                clients, names, list -> Json.array(list, client -> Json.texts(allowed.client(client.fields()))));
    }

    private static ObjectNode pubsub(PubSubFigures figures, Names names) {
        ObjectNode json = Json.object().put("patterns", figures.patterns());
        json.set("channels", Json.counts(figures.channels(), names::channel));
        json.set("shard_channels", Json.counts(figures.shardChannels(), names::channel));
        return json;
    }

    private static PubSubFigures pubsub(Fields json) {
        return new PubSubFigures(
                json.number("patterns"),
                json.object("channels", Fields::counts),
                json.object("shard_channels", Fields::counts));
    }

    private static JsonNode slow(SlowCommand slow) {
        return Json.object()
                .put("id", slow.id())
                .put("time", slow.time().toString())
                .put("us", slow.micros())
                .put("command", RedisWords.command(slow.command()).toUpperCase(Locale.ROOT));
    }

    private static SlowCommand slow(Fields json) {
        return new SlowCommand(json.number("id"), json.time("time"), json.number("us"), json.text("command"));
    }

    private static JsonNode event(LatencyEvent event) {
        return Json.object()
                .put("name", Allowed.word(event.name()))
                .put("time", event.time().toString())
                .put("last_ms", event.lastMillis())
                .put("max_ms", event.maxMillis());
    }

    private static LatencyEvent event(Fields json) {
        return new LatencyEvent(json.text("name"), json.time("time"), json.number("last_ms"), json.number("max_ms"));
    }

    private static JsonNode user(AclUser user, Names names) {
        ObjectNode json = Json.object()
                .put("name", names.user(user.name()))
                .put("enabled", user.enabled())
                .put("without_password", user.withoutPassword());
        List<String> commands =
                user.commands().stream().filter(Allowed::commandRule).toList();
        json.set("commands", Json.texts(commands, rule -> rule));
        json.set("keys", Json.texts(user.keys(), names::name));
        json.set("channels", Json.texts(user.channels(), names::name));
        return json;
    }

    private static AclUser user(Fields json) {
        return new AclUser(
                json.text("name"),
                json.flag("enabled"),
                json.flag("without_password"),
                json.texts("commands"),
                json.texts("keys"),
                json.texts("channels"));
    }

    private static JsonNode percentiles(Percentiles figures) {
        return Json.object()
                .put("count", figures.count())
                .put("min_ns", figures.minNanos())
                .put("mean_ns", figures.meanNanos())
                .put("p50_ns", figures.p50Nanos())
                .put("p90_ns", figures.p90Nanos())
                .put("p99_ns", figures.p99Nanos())
                .put("p999_ns", figures.p999Nanos())
                .put("max_ns", figures.maxNanos());
    }

    private static Percentiles percentiles(Fields json) {
        return new Percentiles(
                json.number("count"),
                json.number("min_ns"),
                json.number("mean_ns"),
                json.number("p50_ns"),
                json.number("p90_ns"),
                json.number("p99_ns"),
                json.number("p999_ns"),
                json.number("max_ns"));
    }
}

package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.HostFacts;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.Surroundings;
import dev.wsctl.cli.model.evidence.Trouble;

/** The whole document, {@code wsctl/capture/v1}: evidence as JSON, and back. */
final class CaptureDocument {
    private static final String FAMILY = "wsctl/capture/v";
    private static final int VERSION = 1;

    /** Grows with what is added; readers of another revision know what to expect, and read on. */
    private static final int REVISION = 2;

    /** Why checks of what the first revision lacks are skipped. */
    static final String OLDER = "the wsctl that wrote the capture did not look at it";

    private CaptureDocument() {}

    static ObjectNode write(Capture capture) {
        Evidence evidence = capture.evidence();
        Names names = Names.of(evidence, capture.anonymized());
        ObjectNode json = Json.object()
                .put("schema", FAMILY + VERSION)
                .put("revision", REVISION)
                .put("wsctl", capture.version())
                .put("time", evidence.time().toString())
                .put("window_ms", evidence.window().toMillis())
                .put("anonymized", capture.anonymized())
                .put("target", names.url(evidence.target()))
                .put("tls", evidence.nodes().stream().allMatch(NodeEvidence::tls))
                .put("prefix", names.name(evidence.prefix()));
        json.set("nodes", Json.array(evidence.nodes(), node -> NodePart.write(node, names)));
        json.set("troubles", Json.array(evidence.troubles(), trouble -> trouble(trouble, names)));
        json.set(
                "heartbeats",
                Json.reading(
                        evidence.heartbeats(),
                        names,
                        all -> Json.array(all, instance -> InstancePart.write(instance, names))));
        json.set("other_prefixes", Json.reading(evidence.otherPrefixes(), names, all -> Json.counts(all, names::name)));
        json.set("keys", Json.reading(evidence.keys(), names, sample -> KeyPart.write(sample, names)));
        json.set("host", Json.reading(evidence.host(), names, host -> host(host, names)));
        json.set("delivery", Json.reading(evidence.delivery(), names, all -> DeliveryPart.write(all, names)));
        json.set("frameworks", Json.array(evidence.frameworks(), one -> FrameworkPart.write(one, names)));
        json.set("surroundings", SurroundingsPart.write(evidence.surroundings(), names));
        return json;
    }

    /** @throws CaptureException saying what is wrong with it */
    static Capture read(JsonNode root) {
        String schema = root.path("schema").asText("");
        if (!schema.equals(FAMILY + VERSION)) {
            throw new CaptureException(otherSchema(schema));
        }
        Fields json = new Fields(root, "");
        // The first revision had no number, nor what the second one added.
        boolean first = !json.has("revision");
        boolean tls = json.flag("tls");
        Evidence evidence = new Evidence(
                json.text("target"),
                json.time("time"),
                json.text("prefix"),
                json.list("nodes", node -> first ? NodePart.readFirst(node, tls) : NodePart.read(node)),
                json.list("troubles", CaptureDocument::trouble),
                json.readings("heartbeats", InstancePart::read),
                json.reading("other_prefixes", Fields::counts),
                json.reading("keys", first ? KeyPart::readFirst : KeyPart::read),
                json.reading("host", CaptureDocument::host),
                json.reading("delivery", DeliveryPart::read),
                json.list("frameworks", FrameworkPart::read),
                first ? Surroundings.absent(OLDER) : json.object("surroundings", SurroundingsPart::read));
        return new Capture(json.text("wsctl"), json.flag("anonymized"), evidence);
    }

    private static String otherSchema(String schema) {
        if (schema.matches(FAMILY + "[0-9]{1,6}")) {
            int version = Integer.parseInt(schema.substring(FAMILY.length()));
            return version > VERSION
                    ? "it was written by a newer wsctl (" + schema + "); this one reads " + FAMILY + VERSION
                    : "it was written by an older wsctl (" + schema + "); this one reads " + FAMILY + VERSION;
        }
        return schema.matches("wsctl/[a-z/0-9-]{1,40}") ? "it is a " + schema + ", not a capture" : "it is no capture";
    }

    private static ObjectNode trouble(Trouble trouble, Names names) {
        return Json.object()
                .put("subject", names.url(trouble.subject()))
                .put("what", names.text(trouble.what()))
                .put("hint", names.text(trouble.hint()))
                .put("refused", trouble.refused());
    }

    private static Trouble trouble(Fields json) {
        return new Trouble(json.text("subject"), json.text("what"), json.text("hint"), json.flag("refused"));
    }

    private static ObjectNode host(HostFacts host, Names names) {
        ObjectNode json = Json.object();
        json.set("files", Json.texts(new Allowed(names).hostFiles(host.files())));
        return json.put("open_files", host.openFiles());
    }

    private static HostFacts host(Fields json) {
        return new HostFacts(json.object("files", Fields::textMap), json.number("open_files"));
    }
}

package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.evidence.KeySample;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.SampledKey;
import dev.wsctl.cli.model.evidence.StreamConsumer;

/** The keys that were looked at in the document: their names taken apart, nothing of what they hold. */
final class KeyPart {
    private KeyPart() {}

    static ObjectNode write(KeySample sample, Names names) {
        ObjectNode json = Json.object().put("scanned", sample.scanned()).put("complete", sample.complete());
        json.set("keys", Json.array(sample.keys(), key -> key(key, names)));
        json.set(
                "consumers",
                Json.reading(sample.consumers(), names, all -> Json.array(all, one -> consumer(one, names))));
        return json;
    }

    static KeySample read(Fields json) {
        return new KeySample(
                json.number("scanned"),
                json.flag("complete"),
                json.list("keys", key -> key(key, key.number("idle_s"), key.small("server"))),
                json.readings("consumers", KeyPart::consumer));
    }

    /** Of a capture of the first revision. */
    static KeySample readFirst(Fields json) {
        return new KeySample(
                json.number("scanned"),
                json.flag("complete"),
                json.list("keys", key -> key(key, -1, 0)),
                Reading.absent(CaptureDocument.OLDER));
    }

    private static ObjectNode key(SampledKey key, Names names) {
        return Json.object()
                .put("name", names.name(key.name()))
                .put("family", names.name(key.family()))
                .put("type", Allowed.word(key.type()))
                .put("ttl_ms", key.ttlMillis())
                .put("size", key.size())
                .put("idle_s", key.idleSeconds())
                .put("server", key.server());
    }

    private static SampledKey key(Fields json, long idleSeconds, int server) {
        return new SampledKey(
                json.text("name"),
                json.text("family"),
                json.text("type"),
                json.number("ttl_ms"),
                json.number("size"),
                idleSeconds,
                server);
    }

    private static ObjectNode consumer(StreamConsumer one, Names names) {
        return Json.object()
                .put("stream", names.name(one.stream()))
                .put("group", names.name(one.group()))
                .put("name", names.name(one.name()))
                .put("pending", one.pending())
                .put("idle_ms", one.idleMillis());
    }

    private static StreamConsumer consumer(Fields json) {
        return new StreamConsumer(
                json.text("stream"),
                json.text("group"),
                json.text("name"),
                json.number("pending"),
                json.number("idle_ms"));
    }
}

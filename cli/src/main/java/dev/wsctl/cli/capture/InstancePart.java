package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.InstanceStatus;

/** An instance, as its heartbeat described it, in the document. */
final class InstancePart {
    private InstancePart() {}

    static ObjectNode write(InstanceStatus instance, Names names) {
        ObjectNode json = Json.object()
                .put("id", names.name(instance.id()))
                .put("address", names.address(instance.address()))
                .put("connections", instance.connections())
                .put("rooms", instance.rooms())
                .put("degraded", instance.degraded())
                .put("readable", instance.readable());
        Json.millis(json, "heartbeat_age_ms", instance.heartbeatAge());
        Json.millis(json, "uptime_ms", instance.uptime());
        InstanceStatus.Pool pool = instance.pool();
        json.putObject("pool")
                .put("max", pool.max())
                .put("created", pool.created())
                .put("available", pool.available())
                .put("in_use", pool.inUse())
                .put("waiting", pool.waiting());
        InstanceStatus.PubSub pubsub = instance.pubsub();
        ObjectNode messages = json.putObject("pubsub")
                .put("published", pubsub.published())
                .put("received", pubsub.received())
                .put("failures", pubsub.failures());
        Json.decimal(messages, "average_latency_ms", pubsub.averageLatencyMs());
        Json.decimal(messages, "max_latency_ms", pubsub.maxLatencyMs());
        return json;
    }

    static InstanceStatus read(Fields json) {
        return new InstanceStatus(
                json.text("id"),
                json.text("address"),
                json.number("connections"),
                json.number("rooms"),
                json.flag("degraded"),
                json.flag("readable"),
                json.millis("heartbeat_age_ms"),
                json.millis("uptime_ms"),
                json.object("pool", InstancePart::pool),
                json.object("pubsub", InstancePart::pubsub));
    }

    private static InstanceStatus.Pool pool(Fields json) {
        return new InstanceStatus.Pool(
                json.number("max"),
                json.number("created"),
                json.number("available"),
                json.number("in_use"),
                json.number("waiting"));
    }

    private static InstanceStatus.PubSub pubsub(Fields json) {
        return new InstanceStatus.PubSub(
                json.number("published"),
                json.number("received"),
                json.number("failures"),
                json.decimal("average_latency_ms"),
                json.decimal("max_latency_ms"));
    }
}

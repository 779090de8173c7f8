package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Verification;
import java.util.List;
import java.util.Optional;

/** What messages between the instances did, in the document. */
final class DeliveryPart {
    private DeliveryPart() {}

    static ObjectNode write(Verification measured, Names names) {
        ObjectNode json = Json.object().put("rooms", measured.rooms());
        json.set("participants", Json.array(measured.participants(), one -> participant(one, names)));
        json.set("pairs", Json.array(measured.deliveries(), pair -> pair(pair, names)));
        json.set("doubts", Json.texts(measured.doubts(), names::text));
        json.set("redis", measured.redis().map(view -> view(view, names)).orElse(null));
        return json;
    }

    static Verification read(Fields json) {
        return new Verification(
                json.list("participants", DeliveryPart::participant),
                json.list("pairs", DeliveryPart::pair),
                json.small("rooms"),
                json.texts("doubts"),
                json.isNull("redis") ? Optional.empty() : Optional.of(json.object("redis", DeliveryPart::view)));
    }

    private static ObjectNode participant(Participant one, Names names) {
        ObjectNode json = Json.object()
                .put("label", names.label(one.label()))
                .put("url", names.url(one.url()))
                .put("asked", one.asked())
                .put("joined", one.joined());
        json.set("failures", Json.texts(one.failures(), names::text));
        json.putObject("redis")
                .put("state", one.redis().state().name())
                .put("detail", names.text(one.redis().detail()));
        return json;
    }

    private static Participant participant(Fields json) {
        return new Participant(
                json.text("label"),
                json.text("url"),
                json.small("asked"),
                json.small("joined"),
                json.texts("failures"),
                json.object(
                        "redis", link -> new RedisLink(link.one("state", RedisLink.State.class), link.text("detail"))));
    }

    private static ObjectNode pair(Delivery pair, Names names) {
        ObjectNode json = Json.object()
                .put("from", names.label(pair.from()))
                .put("to", names.label(pair.to()))
                .put("sent", pair.sent())
                .put("delivered", pair.delivered())
                .put("lost", pair.lost())
                .put("duplicated", pair.duplicated())
                .put("reordered", pair.reordered())
                .put("misrouted", pair.misrouted());
        Json.decimal(json, "p50_us", pair.p50Micros());
        return Json.decimal(json, "p99_us", pair.p99Micros());
    }

    private static Delivery pair(Fields json) {
        return new Delivery(
                json.text("from"),
                json.text("to"),
                json.number("sent"),
                json.number("delivered"),
                json.number("lost"),
                json.number("duplicated"),
                json.number("reordered"),
                json.number("misrouted"),
                json.decimal("p50_us"),
                json.decimal("p99_us"));
    }

    private static ObjectNode view(Verification.RedisView view, Names names) {
        ObjectNode json = Json.object();
        json.set(
                "families",
                Json.array(
                        view.families(),
                        family -> Json.object()
                                .put("name", names.channel(family.name()))
                                .put("shard", family.shard())
                                .put("subscribers", family.subscribers())));
        json.set(
                "publications",
                Json.array(
                        view.publications(),
                        one -> Json.object()
                                .put("from", names.label(one.from()))
                                .put("family", names.channel(one.family()))
                                .put("messages", one.messages())));
        json.set(
                "homes",
                Json.array(
                        view.homes(),
                        one -> Json.object()
                                .put("from", names.label(one.from()))
                                .put("room", one.room())
                                .put("server", names.address(one.server()))));
        json.set("gaps", Json.texts(view.gaps(), names::text));
        json.set("uncounted", Json.texts(view.uncounted(), names::text));
        return json;
    }

    private static Verification.RedisView view(Fields json) {
        return new Verification.RedisView(
                json.list(
                        "families",
                        family -> new Verification.RoomFamily(
                                family.text("name"), family.flag("shard"), family.number("subscribers"))),
                json.list(
                        "publications",
                        one -> new Verification.Publication(
                                one.text("from"), one.text("family"), one.number("messages"))),
                json.has("homes") ? json.list("homes", DeliveryPart::home) : List.of(),
                json.texts("gaps"),
                // Where nobody says which of the gaps these are, any may be.
                json.has("uncounted") ? json.texts("uncounted") : json.texts("gaps"));
    }

    private static Verification.Home home(Fields json) {
        return new Verification.Home(json.text("from"), json.small("room"), json.text("server"));
    }
}

package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.InstanceMetrics;
import dev.wsctl.cli.model.evidence.MessageSample;
import dev.wsctl.cli.model.evidence.Presence;
import dev.wsctl.cli.model.evidence.ReplicaView;
import dev.wsctl.cli.model.evidence.SentinelView;
import dev.wsctl.cli.model.evidence.Surroundings;
import java.time.Duration;

/** What stands beside the masters, in the document. */
final class SurroundingsPart {
    private SurroundingsPart() {}

    static ObjectNode write(Surroundings seen, Names names) {
        Allowed allowed = new Allowed(names);
        ObjectNode json = Json.object();
        json.set(
                "sentinels",
                Json.reading(seen.sentinels(), names, all -> Json.array(all, one -> sentinel(one, names))));
        json.set(
                "replicas",
                Json.reading(seen.replicas(), names, all -> Json.array(all, one -> replica(one, allowed, names))));
        json.set("presence", Json.reading(seen.presence(), names, presence -> presence(presence, names)));
        json.set("metrics", Json.reading(seen.metrics(), names, all -> Json.array(all, one -> metrics(one, names))));
        json.set("messages", Json.reading(seen.messages(), names, sample -> messages(sample, names)));
        json.set("catch_all", Json.reading(seen.catchAll(), names, nodes -> Json.counts(nodes, names::address)));
        return json;
    }

    static Surroundings read(Fields json) {
        return new Surroundings(
                json.readings("sentinels", SurroundingsPart::sentinel),
                json.readings("replicas", SurroundingsPart::replica),
                json.reading("presence", SurroundingsPart::presence),
                json.readings("metrics", SurroundingsPart::metrics),
                json.reading("messages", SurroundingsPart::messages),
                json.reading("catch_all", Fields::counts));
    }

    private static ObjectNode sentinel(SentinelView view, Names names) {
        return Json.object()
                .put("address", names.address(view.address()))
                .put("master", names.address(view.master()))
                .put("quorum", view.quorum())
                .put("others", view.others())
                .put("usable", view.usable())
                .put("verdict", names.text(view.verdict()))
                .put("trouble", names.text(view.trouble()));
    }

    private static SentinelView sentinel(Fields json) {
        return new SentinelView(
                json.text("address"),
                json.text("master"),
                json.number("quorum"),
                json.number("others"),
                json.flag("usable"),
                json.text("verdict"),
                json.text("trouble"));
    }

    private static ObjectNode replica(ReplicaView view, Allowed allowed, Names names) {
        ObjectNode json =
                Json.object().put("address", names.address(view.address())).put("master", names.address(view.master()));
        json.set("clients", NodePart.clients(view.clients(), allowed, names));
        return json;
    }

    private static ReplicaView replica(Fields json) {
        return new ReplicaView(
                json.text("address"),
                json.text("master"),
                json.readings("clients", client -> new Client(client.textMap())));
    }

    private static ObjectNode presence(Presence presence, Names names) {
        ObjectNode json = Json.object();
        json.set("members", Json.counts(presence.members(), names::name));
        json.set("stale", Json.counts(presence.stale(), names::name));
        return json.put("complete", presence.complete());
    }

    private static Presence presence(Fields json) {
        return new Presence(
                json.object("members", Fields::counts), json.object("stale", Fields::counts), json.flag("complete"));
    }

    private static ObjectNode metrics(InstanceMetrics one, Names names) {
        ObjectNode json = Json.object().put("target", names.label(one.target()));
        json.set("first", Json.decimals(Allowed.metrics(one.first())));
        json.set("last", Json.decimals(Allowed.metrics(one.last())));
        return Json.decimal(json, "seconds", one.seconds()).put("trouble", names.text(one.trouble()));
    }

    private static InstanceMetrics metrics(Fields json) {
        return new InstanceMetrics(
                json.text("target"),
                json.object("first", Fields::decimals),
                json.object("last", Fields::decimals),
                json.decimal("seconds"),
                json.text("trouble"));
    }

    private static ObjectNode messages(MessageSample sample, Names names) {
        ObjectNode json = Json.object()
                .put("time_ms", sample.time().toMillis())
                .put("messages", sample.messages())
                .put("complete", sample.complete());
        json.set("channels", Json.array(sample.channels(), heard -> {
            ObjectNode channel = Json.object().put("channel", names.channel(heard.channel()));
            // How encodings are called is ours.
            channel.set("encodings", Json.counts(heard.encodings(), encoding -> encoding));
            return channel.put("largest_bytes", heard.largestBytes());
        }));
        return json;
    }

    private static MessageSample messages(Fields json) {
        return new MessageSample(
                Duration.ofMillis(json.number("time_ms")),
                json.number("messages"),
                json.flag("complete"),
                json.list(
                        "channels",
                        heard -> new MessageSample.Heard(
                                heard.text("channel"),
                                heard.object("encodings", Fields::counts),
                                heard.number("largest_bytes"))));
    }
}

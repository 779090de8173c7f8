package dev.wsctl.load.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Templates for servers that many people have. They fit each project's own example of a chat, or what its server does
 * without an application; an application with names of its own copies one into a file.
 */
final class NamedTemplates {

    /**
     * Every text frame is a message and comes back to all it concerns: a broadcast server, or an echo server with as
     * many rooms as connections.
     */
    static final TemplateDialect RAW = new TemplateDialect(
            "raw",
            "{target}",
            "",
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Placeholders.TEXT,
            Optional.empty());

    /** The chat of the Django Channels tutorial; its consumer enters the group before it accepts. */
    private static final TemplateDialect CHANNELS = new TemplateDialect(
            "channels",
            "{target}/ws/chat/{room_word}/",
            "",
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            "{\"message\":\"{text}\"}",
            Optional.empty());

    /** The chat of Phoenix' guide to channels, for any room; version 2 of its serializer: [join, ref, topic, event, payload]. */
    private static final TemplateDialect PHOENIX = new TemplateDialect(
            "phoenix",
            "{target}/socket/websocket?vsn=2.0.0",
            "",
            List.of("[\"1\",\"1\",\"room:{room}\",\"phx_join\",{}]"),
            Optional.of(new Condition.At("/4/status", "ok")),
            List.of(new Condition.At("/4/status", "error")),
            List.of(),
            "[\"1\",\"2\",\"room:{room}\",\"new_msg\",{\"body\":\"{text}\"}]",
            Optional.of(new KeepAlive("[null,\"3\",\"phoenix\",\"heartbeat\",{}]", Duration.ofSeconds(30))));

    private static final String CHAT_CHANNEL =
            "\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"{room}\\\"}\"";

    /** Rails' Action Cable with a ChatChannel that streams from its room and has an action speak. */
    private static final TemplateDialect ACTION_CABLE = new TemplateDialect(
            "actioncable",
            "{target}/cable",
            "actioncable-v1-json",
            List.of("{\"command\":\"subscribe\"," + CHAT_CHANNEL + "}"),
            Optional.of(new Condition.At("/type", "confirm_subscription")),
            List.of(new Condition.At("/type", "reject_subscription"), new Condition.At("/type", "disconnect")),
            List.of(),
            "{\"command\":\"message\"," + CHAT_CHANNEL
                    + ",\"data\":\"{\\\"action\\\":\\\"speak\\\",\\\"message\\\":\\\"{text}\\\"}\"}",
            Optional.empty());

    /** Centrifugo and Centrifuge, JSON, whose clients may publish. Its ping is an empty object, and so is the answer. */
    private static final TemplateDialect CENTRIFUGE = new TemplateDialect(
            "centrifuge",
            "{target}/connection/websocket",
            "",
            List.of("{\"id\":1,\"connect\":{}}"),
            Optional.of(new Condition.Contains("\"subscribe\":")),
            List.of(new Condition.Contains("\"error\":")),
            List.of(
                    new Answer(new Condition.At("", "{}"), "{}"),
                    new Answer(
                            new Condition.Contains("\"connect\":"),
                            "{\"id\":2,\"subscribe\":{\"channel\":\"{room}\"}}")),
            "{\"id\":3,\"publish\":{\"channel\":\"{room}\",\"data\":{\"text\":\"{text}\"}}}",
            Optional.empty());

    private static final String STOMP_CONNECT = "CONNECT\naccept-version:1.2,1.1\nhost:/\nheart-beat:0,0\n\n\0";
    private static final String STOMP_SEND = "SEND\ndestination:/topic/{room}\ncontent-type:text/plain\n\n{text}\0";

    private static final Condition STOMP_ERROR = new Condition.Contains("ERROR\n");

    /** An empty line, which a client may send at any time. RabbitMQ hangs up on one that has been silent for a minute. */
    private static final KeepAlive STOMP_HEARTBEAT = new KeepAlive("\n", Duration.ofSeconds(25));

    /** A STOMP broker that confirms with receipts: RabbitMQ, ActiveMQ, Artemis. */
    private static final TemplateDialect STOMP = new TemplateDialect(
            "stomp",
            "{target}",
            "v12.stomp,v11.stomp",
            List.of(STOMP_CONNECT),
            Optional.of(new Condition.Contains("receipt-id:joined")),
            List.of(STOMP_ERROR),
            List.of(new Answer(
                    new Condition.Contains("CONNECTED\n"),
                    "SUBSCRIBE\nid:0\ndestination:/topic/{room}\nreceipt:joined\n\n\0")),
            STOMP_SEND,
            Optional.of(STOMP_HEARTBEAT));

    /** Spring's own broker, which knows no receipts: a member counts as joined when it may subscribe. */
    private static final TemplateDialect SPRING = new TemplateDialect(
            "spring",
            "{target}",
            "v12.stomp,v11.stomp",
            List.of(STOMP_CONNECT),
            Optional.of(new Condition.Contains("CONNECTED\n")),
            List.of(STOMP_ERROR),
            List.of(new Answer(
                    new Condition.Contains("CONNECTED\n"), "SUBSCRIBE\nid:0\ndestination:/topic/{room}\n\n\0")),
            STOMP_SEND,
            Optional.of(STOMP_HEARTBEAT));

    /** In the order in which help should show them. */
    static final List<TemplateDialect> ALL = List.of(RAW, CHANNELS, PHOENIX, ACTION_CABLE, CENTRIFUGE, STOMP, SPRING);

    private NamedTemplates() {}
}

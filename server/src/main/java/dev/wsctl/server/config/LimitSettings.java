package dev.wsctl.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The part of the table of {@link Settings} that says what a client may do, and what is done for it. */
final class LimitSettings {

    private static final int MANY = 1_000_000;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static final Setting<Integer> MAX_MESSAGE_BYTES = new Setting<>(
            "MAX_MESSAGE_BYTES",
            "--max-message-bytes",
            "65536",
            "Largest frame and message a client may send",
            ValueParser.wholeNumber(125, 16 * 1024 * 1024));
    static final Setting<Integer> MAX_CONNECTIONS = new Setting<>(
            "MAX_CONNECTIONS",
            "--max-connections",
            "50000",
            "Client connections of this instance",
            ValueParser.wholeNumber(1, MANY));
    static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS = new Setting<>(
            "MAX_CONNECTIONS_PER_ADDRESS",
            "--max-connections-per-address",
            "0",
            "Client connections from one address; 0 is no limit (behind a load balancer all have its address)",
            ValueParser.wholeNumber(0, MANY));
    static final Setting<Integer> MAX_HANDSHAKES = new Setting<>(
            "MAX_HANDSHAKES",
            "--max-handshakes",
            "10000",
            "Connections that have not finished their handshake; beyond, the oldest is closed",
            ValueParser.wholeNumber(1, MANY));
    static final Setting<Duration> HANDSHAKE_TIMEOUT = new Setting<>(
            "HANDSHAKE_TIMEOUT",
            "--handshake-timeout",
            "10s",
            "Time from connecting to the end of the handshake",
            ValueParser.duration(MILLISECOND, HOUR));
    static final Setting<Duration> PING_INTERVAL = new Setting<>(
            "PING_INTERVAL",
            "--ping-interval",
            "25s",
            "Time between two pings to a client",
            ValueParser.duration(SECOND, HOUR));
    static final Setting<Duration> PONG_TIMEOUT = new Setting<>(
            "PONG_TIMEOUT",
            "--pong-timeout",
            "10s",
            "Time a client has to answer a ping",
            ValueParser.duration(SECOND, HOUR));
    static final Setting<Integer> MESSAGES_PER_SECOND = new Setting<>(
            "MESSAGES_PER_SECOND",
            "--messages-per-second",
            "10000",
            "Messages a connection may send a second on average; 0 is no limit",
            ValueParser.wholeNumber(0, MANY));
    static final Setting<Integer> MESSAGE_BURST = new Setting<>(
            "MESSAGE_BURST",
            "--message-burst",
            "20000",
            "Messages a connection may send at once",
            ValueParser.wholeNumber(1, MANY));
    static final Setting<Integer> QUEUE_MESSAGES = new Setting<>(
            "QUEUE_MESSAGES",
            "--queue-messages",
            "1500",
            "Messages that may wait for a client that reads slowly",
            ValueParser.wholeNumber(1, MANY));
    static final Setting<Map<String, Integer>> QUEUE_MESSAGES_BY_ROOM = new Setting<>(
            "QUEUE_MESSAGES_BY_ROOM",
            "--queue-messages-by-room",
            "chat.*=2000,notifications.*=500",
            "The same for rooms whose names match a pattern; the first that matches counts",
            ValueParser.capacities());
    static final Setting<Integer> QUEUE_BYTES = new Setting<>(
            "QUEUE_BYTES",
            "--queue-bytes",
            "1048576",
            "Bytes that may wait for a client that reads slowly",
            ValueParser.wholeNumber(1024, 1 << 30));
    static final Setting<Duration> QUEUE_AGE = new Setting<>(
            "QUEUE_AGE",
            "--queue-age",
            "10s",
            "How long a message may wait for a client that reads slowly",
            ValueParser.duration(MILLISECOND, HOUR));
    static final Setting<List<String>> ALLOWED_ORIGINS = new Setting<>(
            "ALLOWED_ORIGINS",
            "--allowed-origins",
            null,
            "Origins browsers may connect from, separated by commas; default: every origin",
            ValueParser.list("[a-z][a-z0-9+.-]*://[^\\s/]+|null", "origins like https://chat.example.com"));

    /** In the order in which help shows them. */
    static final List<Setting<?>> ALL = List.of(
            MAX_MESSAGE_BYTES,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_ADDRESS,
            MAX_HANDSHAKES,
            HANDSHAKE_TIMEOUT,
            PING_INTERVAL,
            PONG_TIMEOUT,
            MESSAGES_PER_SECOND,
            MESSAGE_BURST,
            QUEUE_MESSAGES,
            QUEUE_MESSAGES_BY_ROOM,
            QUEUE_BYTES,
            QUEUE_AGE,
            ALLOWED_ORIGINS);

    private LimitSettings() {}
}

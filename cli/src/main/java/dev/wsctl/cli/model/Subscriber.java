package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection in pub/sub mode.
 *
 * @param age since it connected
 * @param idle since its last command
 * @param outputBuffer bytes Redis holds for it because it has not read them yet
 * @param node of Redis that it is connected to
 */
public record Subscriber(
        String name,
        String address,
        Duration age,
        Duration idle,
        long subscriptions,
        long patterns,
        long shardSubscriptions,
        long outputBuffer,
        String node) {
    /** Reads a line of CLIENT LIST: {@code id=3 addr=… name=… age=…}. */
    public static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.strip().split(" ")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    /** @param node where the line comes from */
    public static Subscriber of(Map<String, String> fields, String node) {
        return new Subscriber(
                fields.getOrDefault("name", ""),
                fields.getOrDefault("addr", "?"),
                Duration.ofSeconds(number(fields, "age")),
                Duration.ofSeconds(number(fields, "idle")),
                number(fields, "sub"),
                number(fields, "psub"),
                number(fields, "ssub"),
                number(fields, "omem"),
                node);
    }

    /** Channels, patterns and shard channels. */
    public long allSubscriptions() {
        return subscriptions + patterns + shardSubscriptions;
    }

    private static long number(Map<String, String> fields, String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;

/** Heartbeats as docs/protocol.md describes them. */
final class Heartbeats {
    private Heartbeats() {}

    /** @param leftMillis of its 45 s to live */
    static void write(EmbeddedRedis redis, String prefix, String id, boolean degraded, long leftMillis) {
        String json = "{\"instanceId\":\"" + id
                + "\",\"startedAt\":1000,\"lastHeartbeat\":2000,\"connectedClients\":42,"
                + "\"rooms\":7,\"address\":\"127.0.0.1:8001\",\"degraded\":" + degraded + ",\"expiresAfterMs\":45000,"
                + "\"pool\":{\"max\":50,\"created\":12,\"available\":9,\"inUse\":3,\"waiting\":0},"
                + "\"pubsub\":{\"messagesPublished\":100,\"messagesReceived\":200,\"publishFailures\":0,"
                + "\"averageLatencyMs\":1.5,\"maxLatencyMs\":9.0}}";
        redis.command("SET", prefix + ":instances:" + id, json, "PX", Long.toString(leftMillis));
    }

    /** Of an instance that has been up for ten minutes, and fares badly. */
    static void writeIll(EmbeddedRedis redis, String prefix, String id) {
        String json = "{\"instanceId\":\"" + id
                + "\",\"startedAt\":1000,\"lastHeartbeat\":601000,\"connectedClients\":42,"
                + "\"rooms\":7,\"address\":\"127.0.0.1:8001\",\"degraded\":false,\"expiresAfterMs\":45000,"
                + "\"pool\":{\"max\":50,\"created\":50,\"available\":2,\"inUse\":48,\"waiting\":3},"
                + "\"pubsub\":{\"messagesPublished\":100,\"messagesReceived\":200,\"publishFailures\":200,"
                + "\"averageLatencyMs\":150.0,\"maxLatencyMs\":900.0}}";
        redis.command("SET", prefix + ":instances:" + id, json, "PX", "40000");
    }
}

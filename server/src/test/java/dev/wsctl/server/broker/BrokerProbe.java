package dev.wsctl.server.broker;

import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** One instance's broker with what it has heard, at short intervals. */
final class BrokerProbe implements BrokerListener, AutoCloseable {

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> gaps = new CopyOnWriteArrayList<>();
    final List<BrokerStatus.State> states = new CopyOnWriteArrayList<>();
    final RedisBroker broker;
    private final RedisConnections connections;
    private final MessageWriter writer;

    BrokerProbe(String id, String url, String... more) {
        List<String> flags = new java.util.ArrayList<>(List.of(
                "--instance-id",
                id,
                "--redis",
                url,
                "--redis-socket-timeout",
                "500ms",
                "--redis-degraded-after",
                "1s"));
        flags.addAll(List.of(more));
        RedisSettings.Timings fast = new RedisSettings.Timings(
                Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMillis(20), Duration.ofMillis(200));
        connections = new RedisConnections(
                RedisSettings.messaging(ServerConfig.resolve(flags, Map.of())).withTimings(fast));
        MessageIds ids = new MessageIds(id, System.currentTimeMillis());
        broker = new RedisBroker(connections, ids);
        writer = new MessageWriter(id, ids, System::currentTimeMillis);
        broker.start(this);
    }

    byte[] chat(String room, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return writer.chatMessage(room, "ada", bytes, 0, bytes.length);
    }

    byte[] announcement(String text) {
        return writer.announcement(text);
    }

    void say(String room, String text) {
        broker.publish(room, chat(room, text));
    }

    void onLoop(Runnable task) {
        connections.loop().execute(task);
    }

    /** Lets the event loop of Redis stand still, as a process does that is stopped or starved. Returns at once. */
    void standStill(Duration time) {
        connections.loop().execute(() -> LockSupport.parkNanos(time.toNanos()));
    }

    BrokerStatus.State state() {
        return broker.status().state();
    }

    @Override
    public void onRoomMessage(String room, byte[] message) {
        String json = new String(message, StandardCharsets.UTF_8);
        int from = json.indexOf("\"text\":\"") + 8;
        heard.add(room + ":" + json.substring(from, json.indexOf('"', from)));
    }

    @Override
    public void onMessageToEveryone(byte[] message) {
        heard.add("*");
    }

    @Override
    public void onGap(String room, String reason) {
        gaps.add(room);
    }

    @Override
    public void onStateChange(BrokerStatus status) {
        states.add(status.state());
    }

    @Override
    public void close() {
        broker.close();
        connections.close();
    }
}

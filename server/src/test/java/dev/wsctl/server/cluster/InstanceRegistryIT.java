package dev.wsctl.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.broker.RedisConnections;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSettings;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.protocol.KeyLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstanceRegistryIT {

    @Test
    @DisplayName("E6 the registry lists live instances with the age of their heartbeats, and leaves out what is none")
    void theRegistryListsLiveInstances() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisConnections connections = new RedisConnections(
                        RedisSettings.messaging(ServerConfig.resolve(List.of("--redis", redis.url()), Map.of())));
                RedisData data = new RedisData(connections, 3)) {
            data.start();
            await().atMost(30, TimeUnit.SECONDS).until(data::isConnected);
            String json = "{\"instanceId\":\"b\",\"address\":\"h:1\",\"connectedClients\":7,\"rooms\":2,"
                    + "\"degraded\":true,\"expiresAfterMs\":45000,\"future\":[]}";
            redis.command("SET", "chat:instances:b", json, "PX", "25000");
            redis.command("SET", "chat:instances:a", "{\"instanceId\":\"a\",\"expiresAfterMs\":45000}", "PX", "45000");
            redis.command("SET", "chat:instances:x", "garbage");
            redis.command("ZADD", "chat:registry", "1", "a", "2", "b", "3", "x", "4", "dead");

            List<InstanceRegistry.Instance> live =
                    new InstanceRegistry(data, new KeyLayout("chat")).list().get(30, TimeUnit.SECONDS);

            assertThat(live).extracting(InstanceRegistry.Instance::id).containsExactly("a", "b");
            InstanceRegistry.Instance b = live.get(1);
            assertThat(b.address()).isEqualTo("h:1");
            assertThat(b.connectedClients()).isEqualTo(7);
            assertThat(b.degraded()).isTrue();
            assertThat(b.heartbeatAge()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(45));
        }
    }
}

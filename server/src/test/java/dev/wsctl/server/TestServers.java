package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.config.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts servers on free ports of the loopback interface. */
final class TestServers {

    private TestServers() {}

    /** @param flags win over the defaults; the environment of the build plays no part */
    static Server start(String... flags) throws Exception {
        List<String> all = Stream.concat(Stream.of("--host=127.0.0.1", "--port=0"), Stream.of(flags))
                .toList();
        return Server.start(ServerConfig.resolve(all, Map.of()));
    }

    /** Until it hears itself through Redis, and reads and writes keys there, which has a connection of its own. */
    static void awaitRedis(Server server) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
            assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200);
            assertThat(HttpProbe.get(server, "/api/status")
                            .json()
                            .at("/cluster/sessions_shared")
                            .asBoolean())
                    .isTrue();
        });
    }
}

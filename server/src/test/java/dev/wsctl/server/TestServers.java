package dev.wsctl.server;

import dev.wsctl.server.config.ServerConfig;
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
}

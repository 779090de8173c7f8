package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class PoolCommandIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config("maxclients 20"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** A connection that an application holds open; empty for one without a name. */
    private static Socket held(String name) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        String command = name.isEmpty() ? "PING\r\n" : "CLIENT SETNAME " + name + "\r\n";
        socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() < 0) {
            throw new IOException("refused");
        }
        return socket;
    }

    private static Run pool(String... arguments) {
        String[] all = new String[arguments.length + 7];
        System.arraycopy(
                new String[] {"pool", "--redis", redis.url(), "--window", "100ms", "--timeout", "30s"}, 0, all, 0, 7);
        System.arraycopy(arguments, 0, all, 7, arguments.length);
        return Run.wsctl(all);
    }

    @Test
    @DisplayName("C7 connections are counted by application, wsctl's own left out")
    void connectionsByApplication() throws IOException {
        try (Socket a = held("chat:a:pub");
                Socket b = held("chat:b:sub");
                Socket c = held("")) {
            Run run = pool("-o", "json");
            assertThat(run.code()).as(run.all()).isZero();
            JsonNode json = Json.json(run);
            assertThat(json.get("schema").asText()).isEqualTo("wsctl/pool/v1");
            assertThat(json.get("redis").get("connected").asLong()).isEqualTo(3);
            assertThat(json.get("redis").get("max").asLong()).isEqualTo(20);
            assertThat(json.get("redis").get("rejected").asLong()).isZero();
            assertThat(json.get("applications")).hasSize(2);
            assertThat(json.get("applications").get(0).get("name").asText()).isEqualTo("chat");
            assertThat(json.get("applications").get(0).get("connections").asLong())
                    .isEqualTo(2);
            assertThat(json.get("applications").get(1).get("name").asText()).isEqualTo("(unnamed) 127.0.0.1");
            assertThat(json.get("keepalive").get("detection_s").asLong()).isEqualTo(600);
            assertThat(a.isConnected() && b.isConnected() && c.isConnected()).isTrue();
        }
    }

    @Test
    @DisplayName("C6, C8 pools of the instances come from their heartbeats and are compared with what the users need")
    void poolsAndSizing() {
        Heartbeats.write(redis, "shop", "a", false, 40_000);
        Heartbeats.write(redis, "shop", "b", false, 40_000);
        JsonNode enough = Json.json(pool("--prefix", "shop", "--users", "3000", "-o", "json"));
        assertThat(enough.get("instances")).hasSize(2);
        assertThat(enough.get("instances").get(0).get("pool").get("usage_pct").asDouble())
                .isEqualTo(6);
        assertThat(enough.get("sizing").get("recommended").asLong()).isEqualTo(60);
        assertThat(enough.get("sizing").get("current").asLong()).isEqualTo(100);
        Run few = pool("--prefix", "shop", "--users", "8000");
        assertThat(few.code()).isEqualTo(1);
        assertThat(few.out()).contains("the pools allow 100 connections; 8000 users need 160");
    }

    @Test
    @DisplayName("nonsense is refused, exit 64")
    void nonsenseIsRefused() {
        assertThat(pool("--users", "0").code()).isEqualTo(64);
        assertThat(Run.wsctl("pool", "--window", "10s", "--timeout", "5s").code())
                .isEqualTo(64);
    }
}

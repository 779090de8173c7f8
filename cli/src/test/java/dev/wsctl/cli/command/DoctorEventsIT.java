package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One visit to a Redis to which everything happens at once, between the two samples. */
@DisplayName("N3 doctor, on a Redis in distress,")
class DoctorEventsIT {
    private static final String LUMP = "x".repeat(200_000);

    private static EmbeddedRedis redis;
    private static Sickbed bed;
    private static final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void getIll() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .config("client-output-buffer-limit pubsub 6mb 1mb 60")
                .config("maxclients 40"));
        open.add(StuckListener.on(redis, "chat:stuck:sub", "chat:stuck"));
        open.add(StuckListener.on(redis, "chat:doomed:sub", "chat:doomed"));
        publishUntil("chat:stuck", "chat:stuck:sub", 1_500_000);
        publishUntil("chat:doomed", "chat:doomed:sub", 1_500_000);
        Listener[] restless = {Listener.on(redis, "chat:restless:sub").send("SUBSCRIBE chat:lobby")};
        bed = Sickbed.during(redis, () -> {
            publishUntil("chat:stuck", "chat:stuck:sub", unread("chat:stuck:sub") + 1);
            until("chat:doomed", () -> unread("chat:doomed:sub") < 0);
            restless[0].close();
            open.add(Listener.on(redis, "chat:restless:sub").send("SUBSCRIBE chat:lobby"));
            takeAllConnections();
        });
    }

    @AfterAll
    static void recover() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        redis.close();
    }

    private static void publishUntil(String channel, String name, long unread) {
        until(channel, () -> unread(name) >= unread);
    }

    private static void until(String channel, BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    redis.command("PUBLISH", channel, LUMP);
                    return condition.getAsBoolean();
                });
    }

    /** Bytes that Redis holds for a client; −1 when it is gone. */
    private static long unread(String name) {
        return redis.command("CLIENT", "LIST", "TYPE", "pubsub")
                .lines()
                .filter(line -> line.contains(" name=" + name + " "))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* omem=(\\d+).*", "$1")))
                .findFirst()
                .orElse(-1);
    }

    private static void takeAllConnections() {
        try {
            while (true) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                open.add(socket);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().read() == '-') {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("is critical, exit 2, and shows what is worst first")
    void critical() {
        assertThat(bed.run().code()).as(bed.run().all()).isEqualTo(2);
        List<String> severities = bed.severities();
        assertThat(severities.lastIndexOf("CRITICAL")).isLessThan(severities.indexOf("WARNING"));
    }

    @Test
    @DisplayName("DEL22 sees who is connected and does not read")
    void doesNotRead() {
        assertThat(bed.finding("DEL22").get("title").asText()).startsWith("chat:stuck:sub (127.0.0.1:");
        assertThat(bed.finding("DEL22").get("remedy").get(1).asText())
                .matches("redis-cli -h 127.0.0.1 -p \\d+ client kill id \\d+, .*");
    }

    @Test
    @DisplayName("SLO01 sees who is about to be disconnected")
    void aboutToBeDisconnected() {
        assertThat(bed.finding("SLO01").get("subject").asText()).startsWith("chat:stuck:sub");
        assertThat(bed.finding("SLO01").get("severity").asText()).isEqualTo("CRITICAL");
    }

    @Test
    @DisplayName("SLO02 sees who was disconnected at its output limit")
    void disconnected() {
        assertThat(bed.finding("SLO02").get("title").asText())
                .contains("chat:doomed:sub")
                .endsWith("read too slowly and was disconnected");
    }

    @Test
    @DisplayName("DEL23 sees who came back as another connection")
    void reconnected() {
        assertThat(bed.finding("DEL23").get("subject").asText()).isEqualTo("chat:restless:sub");
    }

    @Test
    @DisplayName("C7 CON01, CON02 sees that connections are refused, and why")
    void refused() {
        assertThat(bed.finding("CON01").get("title").asText()).endsWith("connections refused while we watched");
        assertThat(bed.finding("CON02").get("severity").asText()).isEqualTo("CRITICAL");
    }
}

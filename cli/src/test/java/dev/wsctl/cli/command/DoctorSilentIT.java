package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Rule;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The healthy counterpart of every finding at once: real instances with a user and a session, all that can be asked asked. */
@DisplayName("N3 doctor, on a fleet that is well and set up well,")
@SuppressWarnings("try") // A user is there to be counted, not to be called.
class DoctorSilentIT {
    private static final EmbeddedRedis REDIS = ThreeInstances.CLUSTER.redis();

    /** Judged, and silent where all is well, in DoctorSentinelsIT and DoctorMetricsIT. */
    private static final Set<String> ELSEWHERE = Set.of("TOP02", "TOP09", "TOP10");

    /** Settings of the file in docs/deploy/redis, but for the user; what is slow here is this machine's business. */
    private static final List<String> WELL_SET = List.of(
            "CONFIG SET latency-monitor-threshold 100",
            "CONFIG SET " + Sickbed.NOTHING_IS_SLOW,
            "CONFIG SET tcp-keepalive 60",
            "CONFIG SET maxmemory 1gb",
            "CONFIG SET maxmemory-policy volatile-ttl",
            "CONFIG SET appendfsync no",
            "CONFIG SET appendonly yes",
            "SLOWLOG RESET",
            "LATENCY RESET",
            "SET socketio:session:1 x EX 1000",
            "ACL SETUSER default -flushall -config|set -debug -keys -shutdown");

    private static final List<String> AS_BEFORE = List.of(
            "ACL SETUSER default +@all",
            "DEL socketio:session:1",
            "CONFIG SET appendonly no",
            "CONFIG SET appendfsync everysec",
            "CONFIG SET maxmemory 0",
            "CONFIG SET maxmemory-policy noeviction",
            "CONFIG SET tcp-keepalive 300",
            "CONFIG SET slowlog-log-slower-than 10000",
            "CONFIG SET latency-monitor-threshold 0");

    @Test
    @DisplayName("judges every finding, and finds nothing")
    void judgesEverythingAndFindsNothing(@TempDir Path machine) throws IOException {
        wellSet(machine);
        try (User user = User.open(ThreeInstances.CLUSTER.instances().get(0).webSocket())) {
            WELL_SET.forEach(DoctorSilentIT::command);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !REDIS.command("ZRANGE", "chat:presence:global:members", "0", "-1")
                            .isEmpty());
            List<String> options = new ArrayList<>(Sickbed.UNHURRIED);
            options.addAll(List.of("--set", "LAT02.spike=10s", "--set", "TOP07.slow=10s", "--deadline", "30s"));
            options.addAll(List.of("--redis", REDIS.url(), "--host-root", machine.toString()));
            options.addAll(List.of("--window", "1s", "--sample", "200ms", "--probe", "--expect", "3"));
            options.addAll(List.of("--timeout", "30s", "-o", "json"));
            Run run = ThreeInstances.wsctl("doctor", options.toArray(String[]::new));

            JsonNode json = run.json();
            assertThat(json.path("findings").findValuesAsText("title")).isEmpty();
            assertThat(run.code()).as(run.all()).isZero();
            Set<String> silent =
                    Catalogue.rules().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
            silent.removeAll(json.path("skipped").findValuesAsText("code"));
            silent.addAll(ELSEWHERE);
            assertThat(silent)
                    .as(json.path("skipped").toPrettyString())
                    .containsAll(Catalogue.rules().stream().map(Rule::code).toList());
        } finally {
            AS_BEFORE.forEach(DoctorSilentIT::command);
        }
    }

    private static void command(String line) {
        REDIS.command(line.split(" "));
    }

    private static void wellSet(Path root) throws IOException {
        String executable = REDIS.command("INFO", "server")
                .lines()
                .filter(line -> line.startsWith("executable:"))
                .findFirst()
                .orElseThrow();
        write(root, "proc/" + REDIS.pid() + "/cmdline", executable.substring("executable:".length()));
        write(root, "proc/" + REDIS.pid() + "/limits", "Max open files            65536    65536     files\n");
        write(root, "proc/sys/net/core/somaxconn", "4096\n");
        write(root, "proc/sys/vm/overcommit_memory", "1\n");
        write(root, "sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
    }

    private static void write(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** One user in a room. */
    private record User(WebSocket socket) implements AutoCloseable {
        static User open(URI url) {
            return new User(HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create(url + "?room=kitchen&username=ada&client_id=ada"), new WebSocket.Listener() {})
                    .join());
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}

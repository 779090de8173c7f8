package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Run;
import dev.wsctl.cli.generate.Shell;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.PrometheusParser;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("C10 wsctl exporter on a real Redis, and what docs/deploy makes of its figures")
@SuppressWarnings({"NullAway.Init", "try"})
class ExporterIT {
    private static final Path DEPLOY = Path.of("../docs/deploy").toAbsolutePath();
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        Heartbeats.write(redis, "chat", "a", false, 40_000_000);
        redis.command("SET", "socketio:session:1", "x", "EX", "1000");
        redis.command("ZADD", "chat:presence:global:guests", "1", "dead:1");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static String figures(Path directory) throws IOException {
        Path file = directory.resolve("wsctl.prom");
        Files.writeString(file, "# the figures before, whole\n");
        try (InputStream reader = Files.newInputStream(file);
                Listener one = Listener.on(redis, "shop:a:sub").send("SUBSCRIBE \"chat:\\\"odd\\\"\" chat:lobby")) {
            Run run = Run.wsctl(
                    "exporter",
                    "--textfile",
                    file.toString(),
                    "--once",
                    "--expect",
                    "3",
                    "-r",
                    redis.url(),
                    "--timeout",
                    "30s");
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.err()).isEmpty();
            // Who had opened it before reads the old figures to their end: nothing was written over them.
            assertThat(new String(reader.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("# the figures before, whole\n");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        return Files.readString(file);
    }

    @Test
    @DisplayName("all collectors at once, valid for Prometheus, in a file that is replaced as a whole")
    void everythingInAFile(@TempDir Path directory) throws IOException {
        Map<String, Double> samples = PrometheusParser.parse(figures(directory));
        assertThat(samples.entrySet().stream()
                        .filter(sample -> sample.getKey().startsWith("wsctl_collector_up"))
                        .map(Map.Entry::getValue))
                .hasSize(8)
                .containsOnly(1.0);
        assertThat(samples)
                .containsEntry("wsctl_up", 1.0)
                .containsEntry("wsctl_instances", 1.0)
                .containsEntry("wsctl_instances_expected", 3.0)
                .containsEntry("wsctl_instance_connections{instance_id=\"a\"}", 42.0)
                .containsEntry("wsctl_channel_subscribers{channel=\"chat:lobby\",kind=\"classic\"}", 1.0)
                .containsEntry("wsctl_channel_subscribers{channel=\"chat:\\\"odd\\\"\",kind=\"classic\"}", 1.0)
                .containsEntry("wsctl_subscriber_connections", 1.0)
                .containsEntry("wsctl_presence_stale_entries", 1.0)
                .containsEntry("wsctl_sessions_all", 1.0);
        assertThat(samples.keySet())
                .anyMatch(name -> name.startsWith("wsctl_finding{code=\"TOP03\""))
                .anyMatch(name -> name.startsWith("wsctl_application_connections{application=\"shop"));
    }

    @Test
    @DisplayName("E11 every figure that alerts and dashboard name is one that the exporter or the server really has")
    void alertsAndDashboardNameRealFigures(@TempDir Path directory) throws Exception {
        Set<String> known = names(figures(directory));
        known.addAll(names(serverFigures()));
        Set<String> used = used();
        assertThat(used).hasSizeGreaterThan(25);
        assertThat(known).containsAll(used);
    }

    private static String serverFigures() throws Exception {
        // On a Redis of its own: the others count the instances on theirs.
        try (EmbeddedRedis own = EmbeddedRedis.start();
                ServerProcess server = ServerProcess.start(
                        "--port", "0", "--instance-id", "b", "--redis", own.url(), "--metrics-api-key", KEY)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.httpUri("/metrics") + "?format=prometheus"))
                    .header("Authorization", "Bearer " + KEY)
                    .build();
            // Some figures are there only once there is something to tell, such as the first heartbeat.
            return Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(
                            () -> HttpClient.newHttpClient()
                                    .send(request, HttpResponse.BodyHandlers.ofString())
                                    .body(),
                            body -> body.contains("\nwsctl_server_heartbeat_age_seconds "));
        }
    }

    private static Set<String> names(String figures) {
        return PrometheusParser.parse(figures).keySet().stream()
                .map(sample -> sample.replaceAll("\\{.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> used() throws IOException {
        StringBuilder expressions = new StringBuilder(
                Files.readString(DEPLOY.resolve("prometheus/alerts.yml")).replaceAll("(?m)^ *#.*$", ""));
        new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/wsctl-fleet.json").toFile())
                .findValuesAsText("expr")
                .forEach(expression -> expressions.append('\n').append(expression));
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("\\bwsctl_[a-z0-9_]+").matcher(expressions);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    @Test
    @DisplayName("E11 promtool accepts configuration and rules, and each alert fires when it should")
    void promtoolAcceptsTheRules() throws IOException {
        Shell.assumeInstalled("promtool");
        Path folder = DEPLOY.resolve("prometheus");
        Shell.run("promtool", "check", "rules", folder.resolve("alerts.yml").toString());
        Shell.run(
                "promtool",
                "check",
                "config",
                "--syntax-only",
                folder.resolve("prometheus.yml").toString());
        Shell.run("promtool", "test", "rules", folder.resolve("alerts-test.yml").toString());
    }

    @Test
    @DisplayName("as a process: says where it listens, answers, and ends at SIGTERM at once")
    void asAProcess(@TempDir Path directory) throws Exception {
        try (ProcessRun run = new ProcessRun(directory, "exporter", "--listen", "127.0.0.1:0", "-r", redis.url())) {
            Pattern greeting = Pattern.compile("listening on (http://[^ \n]+)");
            Awaitility.await()
                    .atMost(90, TimeUnit.SECONDS)
                    .until(() -> greeting.matcher(run.output()).find());
            Matcher url = greeting.matcher(run.output());
            assertThat(url.find()).isTrue();
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url.group(1)))
                                    .header("X-Prometheus-Scrape-Timeout-Seconds", "10")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(PrometheusParser.parse(body).keySet()).anyMatch(name -> name.startsWith("wsctl_exporter_info{"));
            run.signal("TERM");
            assertThat(run.await()).as(run.output()).isEqualTo(143);
        }
    }

    @Test
    @DisplayName("what cannot be is refused: an address that is none, a folder that is not there")
    void refusals(@TempDir Path directory) {
        assertThat(Run.wsctl("exporter", "--listen", "nonsense", "-r", redis.url())
                        .code())
                .isEqualTo(64);
        assertThat(Run.wsctl("exporter", "--once", "-r", redis.url()).code()).isEqualTo(64);
        Run run = Run.wsctl(
                "exporter", "--textfile", directory + "/none/x.prom", "--once", "-r", redis.url(), "--timeout", "20s");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("can't write");
    }
}

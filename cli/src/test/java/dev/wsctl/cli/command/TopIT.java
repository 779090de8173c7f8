package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Nobody;
import dev.wsctl.cli.Run;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.testing.RedisForTests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl top")
class TopIT {
    private static final String KEY = "a-metrics-key-of-thirty-two-characters-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisForTests redis;
    private static Server server;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() throws Exception {
        redis = RedisForTests.start();
        server = Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", "solo", "--redis", redis.url()),
                Map.of("REDIS_CHANNEL_PREFIX", redis.prefix(), "METRICS_API_KEY", KEY)));
        await().atMost(PATIENCE)
                .until(() ->
                        Run.patiently("instances", "--redis", redis.url(), "--prefix", redis.prefix(), "--expect", "1")
                                        .code()
                                != 2);
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
    }

    private static String arguments() {
        return "top --timeout 60s --redis " + redis.url() + " --prefix " + redis.prefix();
    }

    @Test
    @DisplayName("--once shows the instance with figures of its own, as people and as programs read it")
    void once() {
        String[] words = (arguments() + " --once --interval 500ms").split(" ");
        Run run = Run.wsctl(Map.of("METRICS_API_KEY", KEY), words);

        assertThat(run.out()).as(run.all()).contains("1 instance", "solo", "ok", "FINDINGS");
        assertThat(run.all()).doesNotContain(KEY);
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    @DisplayName("where nobody looks, prints one document each round: wsctl/top/v1")
    void documents() throws Exception {
        Run run = Run.wsctl((arguments() + " --interval 300ms --count 3").split(" "));

        assertThat(run.code()).as(run.all()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode last = new ObjectMapper().readTree(lines.get(2));
        assertThat(last.path("schema").asText()).isEqualTo("wsctl/top/v1");
        assertThat(last.at("/instances/0/id").asText()).isEqualTo("solo");
        // Without a key the figures everybody may see.
        assertThat(last.at("/instances/0/figures_of").asText()).isEqualTo("/api/status");
        assertThat(last.at("/instances/0/out_per_s").isNumber()).isTrue();
        assertThat(last.at("/redis/ops_per_sec").isNumber()).isTrue();
    }

    @Test
    @DisplayName(
            "calls a killed instance what it is at once: it refuses connections, though its heartbeat has not run out")
    void killedJustNow() throws Exception {
        try (Nobody killed = new Nobody()) {
            redis.command(
                    "SET",
                    redis.prefix() + "-killed:instances:dead",
                    "{\"instanceId\":\"dead\",\"address\":\"" + killed.address()
                            + "\",\"connectedClients\":3,\"expiresAfterMs\":45000}",
                    "PX",
                    "44000");
            String[] words = {"top", "--once", "--interval", "200ms", "--redis", redis.url(), "-o", "json"};
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--prefix", redis.prefix() + "-killed"));
            Run run = Run.patiently(all.toArray(String[]::new));

            assertThat(run.json().at("/instances/0/state").asText())
                    .as(run.all())
                    .isEqualTo("NO_ANSWER");
            assertThat(run.all()).contains(killed.address() + "/api/status refused the connection");
        }
    }

    @Test
    @DisplayName("without a Redis says so, and fails with 2")
    void withoutRedis() {
        Run run = Run.wsctl("top", "--redis", "redis://127.0.0.1:1", "--once", "--interval", "200ms");

        assertThat(run.code()).as(run.all()).isEqualTo(2);
        assertThat(run.out()).contains("does not answer", "127.0.0.1:1 refused the connection");
    }

    @Test
    @DisplayName(
            "in a real terminal: shows, obeys keys, follows the window's size, and gives the terminal back after q and Ctrl-C")
    void inATerminal() throws Exception {
        assumeTrue(Tmux.installed(), "tmux is not installed");
        String top = Tmux.wsctl(arguments());
        // The second begins when somebody has read what the first has left.
        String script = "before=$(stty -g)\n" + top
                + "\necho \"first $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same1\nread on\n" + top
                + " --no-color\necho \"second $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same2\n";
        try (Tmux tmux = Tmux.run(temp, 80, 24, script)) {
            see(tmux, "1 instance .*", "solo", "q quit");
            tmux.type("?");
            see(tmux, "from publish to receive");
            tmux.type("x");
            see(tmux, "INSTANCE");
            tmux.type("Enter");
            see(tmux, "figures of +/api/status");
            tmux.resize(120, 40);
            tmux.type("Escape");
            see(tmux, "ADDRESS +CONN +ROOMS");
            tmux.type("/", "n", "o", "n", "e");
            see(tmux, "no instance is called anything with");
            tmux.type("Escape", "q");
            see(tmux, "first 0", "same1");
            tmux.type("Enter");

            see(tmux, "solo", "q quit");
            tmux.type("C-c");
            see(tmux, "second 130", "same2");
        }
    }

    private static void see(Tmux tmux, String... patterns) {
        for (String pattern : patterns) {
            Pattern wanted = Pattern.compile(pattern);
            await().atMost(PATIENCE)
                    .failFast(() -> tmux.screen().contains("bug in wsctl"))
                    .untilAsserted(() -> {
                        String screen = tmux.screen();
                        Matcher found = wanted.matcher(screen);
                        assertThat(found.find())
                                .as("%s in:%n%s", pattern, screen)
                                .isTrue();
                    });
        }
    }
}

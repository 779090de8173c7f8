package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.cli.Wsctl;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 50,000 channels; 10,000 clients, whose sockets are as many open files of this process. */
@DisplayName("With 50,000 channels and 10,000 subscribers")
@Timeout(180)
class ManySubscribersIT {
    private static final int CHANNELS = 50_000;
    private static final int CLIENTS = 10_000;

    private static EmbeddedRedis redis;
    private static final List<Listener> LISTENERS = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config("maxclients 12000"));
        LISTENERS.add(Listener.on(redis, "hub").subscribe("chat:room-", CHANNELS));
        for (int i = 0; i < CLIENTS; i++) {
            Listener client = Listener.on(redis, "client-" + i);
            client.only("SUBSCRIBE chat:room-" + i % 10);
            LISTENERS.add(client);
        }
    }

    @AfterAll
    static void stop() {
        LISTENERS.forEach(Listener::close);
        redis.close();
    }

    private static Run run(String command, String... options) {
        return BadRedisIT.run(command, redis.url(), options);
    }

    private static long calls(String command) {
        return CommandCalls.of(redis, command);
    }

    @Test
    @DisplayName("channels counts them all in batches, and lists no clients without need")
    void channels() {
        redis.command("CONFIG", "RESETSTAT");
        JsonNode json =
                run("channels", "--timeout", "60s", "--top", "3", "-o", "json").json();
        assertThat(json.at("/total").asInt()).isEqualTo(CHANNELS);
        assertThat(json.at("/channels")).hasSize(3);
        assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(CLIENTS / 10 + 1);
        assertThat(json.at("/by_node/0/subscriptions").asInt()).isEqualTo(CHANNELS + CLIENTS);
        assertThat(calls("pubsub|channels")).isEqualTo(1);
        assertThat(calls("pubsub|numsub")).as("500 channels each").isEqualTo(CHANNELS / 500);
        assertThat(calls("client|list")).as("nobody holds a pattern").isZero();
        assertThat(calls("keys")).isZero();
    }

    @Test
    @DisplayName("filters narrow the list down: by name, by number of subscribers, by kind")
    void filters() {
        assertThat(run("channels chat:room-1*", "--above", "1", "--timeout", "60s", "-o", "json")
                        .json()
                        .at("/total")
                        .asInt())
                .isEqualTo(1);
        assertThat(run("channels", "--kind", "shard", "--timeout", "60s", "-o", "json")
                        .json()
                        .at("/total")
                        .asInt())
                .isZero();
    }

    @Test
    @DisplayName("subscribers reads the list of subscribing clients once, and shows those who were asked for")
    void subscribers() {
        redis.command("CONFIG", "RESETSTAT");
        JsonNode json = run(
                        "subscribers chat:room-3",
                        "--timeout",
                        "60s",
                        "--sort",
                        "subscriptions",
                        "--top",
                        "2",
                        "-o",
                        "json")
                .json();
        assertThat(json.at("/total").asInt()).isEqualTo(CLIENTS + 1);
        assertThat(json.at("/clients")).hasSize(2);
        assertThat(json.at("/clients/0/name").asText()).isEqualTo("hub");
        assertThat(json.at("/clients/0/sub").asInt()).isEqualTo(CHANNELS);
        assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(CLIENTS / 10 + 1);
        assertThat(calls("client|list")).isEqualTo(1);

        JsonNode named = run("subscribers", "--name", "client-77*", "--timeout", "60s", "-o", "json")
                .json();
        assertThat(named.at("/total").asInt()).isEqualTo(111);
    }

    @Test
    @DisplayName("a long list goes through $PAGER on a terminal, and --no-pager prints it at once")
    void paged(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("paged");
        String shown = onTerminal("cat >" + file, "channels", "--limit", "100");
        assertThat(shown).isEmpty();
        assertThat(Files.readAllLines(file)).hasSizeGreaterThan(100);
        assertThat(Files.readString(file)).contains("50,000 channels, 100 shown");
        assertThat(onTerminal("cat >" + file, "channels", "--limit", "100", "--no-pager")
                        .lines())
                .hasSizeGreaterThan(100);
        assertThat(onTerminal("cat >" + file, "channels", "--limit", "3").lines())
                .as("what fits is printed")
                .hasSize(6);
        assertThat(onTerminal("/no/such/pager 2>/dev/null", "channels", "--limit", "100")
                        .lines())
                .as("a pager that can't be started hides nothing")
                .hasSizeGreaterThan(100);
    }

    private static String onTerminal(String pager, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new PrintStream(out, false, StandardCharsets.UTF_8), nowhere, true, 80);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--redis", redis.url(), "--timeout", "60s"));
        Map<String, String> environment = Map.of("PAGER", pager, "LINES", "40", "NO_COLOR", "1");
        int code = new Wsctl(terminal, environment, Path.of("/")).run(all.toArray(String[]::new));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}

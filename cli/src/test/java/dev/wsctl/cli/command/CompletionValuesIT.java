package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.testing.RedisForTests;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("after a TAB")
class CompletionValuesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path project;

    private List<String> offers(String kind, String... words) {
        String[] arguments = new String[words.length + 2];
        arguments[0] = "__complete";
        arguments[1] = kind;
        System.arraycopy(words, 0, arguments, 2, words.length);
        Run run = Run.in(project, Map.of(), arguments);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out().lines().toList();
    }

    @Test
    @DisplayName(
            "channels and rooms are asked of the context's Redis where it allows that; no name is anything but a word")
    void namesOfRedis() throws IOException {
        try (RedisForTests redis = RedisForTests.start();
                RedisClient client = RedisClient.create(redis.url());
                StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub()) {
            String prefix = redis.prefix();
            subscriber.sync().subscribe(prefix + ":lobby", prefix + ":$(reboot)", prefix + ":two words");
            String context = "  redis: '" + redis.url() + "'\n      prefix: " + prefix + "\n";
            Files.writeString(
                    project.resolve(".wsctl.yaml"),
                    "current: open\ncontexts:\n    open:\n    " + context
                            + "      complete-from-redis: true\n    closed:\n    " + context);
            // Within its 0.3 s: nobody waits longer for a TAB, so a busy machine may offer nothing for a while.
            assertThat(await().atMost(PATIENCE).until(() -> offers("channels"), names -> !names.isEmpty()))
                    .contains(prefix + ":lobby")
                    .noneMatch(name -> name.matches(".*[$ ].*"));
            assertThat(await().atMost(PATIENCE).until(() -> offers("rooms"), names -> !names.isEmpty()))
                    .containsExactly("lobby");
            assertThat(offers("rooms", "tail", "--context", "closed", "")).isEmpty();
            assertThat(offers("rooms", "tail", "--redis", "redis://other", "")).isEmpty();
            assertThat(offers("contexts")).containsExactly("open", "closed");
        }
    }

    @Test
    @DisplayName("where Redis is away or a file is broken, nothing is offered and nothing is said")
    void nothingIsSaid() throws IOException {
        Path file = project.resolve(".wsctl.yaml");
        Files.writeString(file, "contexts: { a: { redis: 'redis://127.0.0.1:1', complete-from-redis: true } }");
        assertThat(offers("channels")).isEmpty();
        Files.writeString(file, "contexts: {");
        assertThat(offers("contexts")).isEmpty();
        assertThat(offers("no-such-kind")).isEmpty();
    }
}

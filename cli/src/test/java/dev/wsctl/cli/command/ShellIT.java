package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsctl.server.testing.RedisForTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl shell")
class ShellIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    @DisplayName("runs lines from a pipe one after the other, and ends with the code of the last that failed")
    void runsAPipe() throws Exception {
        Process shell = shell(
                "use nowhere\nhealth | head\n# a comment\ncompletion nonsense\nexplain SLO01 -q\nexit\nlast-line\n");
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(out).isEqualTo(64);
        assertThat(out)
                .contains("there is no context 'nowhere'", "knows no |", "nonsense", "SLO01")
                .doesNotContain("last-line");
    }

    private Process shell(String input) throws IOException {
        Path lines = Files.writeString(temp.resolve("lines"), input);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.wsctl.cli.Main",
                        "shell"))
                .redirectErrorStream(true)
                .redirectInput(lines.toFile());
        builder.environment().put("XDG_CONFIG_HOME", temp.toString());
        return builder.start();
    }

    @Test
    @DisplayName(
            "in a real terminal: completes, changes context, lets Ctrl-C end only the command, runs what takes the whole"
                    + " screen, remembers without secrets, gives the terminal back")
    void inATerminal() throws Exception {
        assumeTrue(Tmux.installed(), "tmux is not installed");
        try (RedisForTests redis = RedisForTests.start()) {
            Files.createDirectories(temp.resolve("wsctl"));
            Files.writeString(
                    temp.resolve("wsctl/config.yaml"),
                    "contexts:\n  here:\n    redis: { url: \"" + redis.url() + "\" }\n");
            String script = "export XDG_STATE_HOME=" + temp + " XDG_CONFIG_HOME=" + temp
                    + "\nunset REDIS_URL WSCTL_CONTEXT\nbefore=$(stty -g)\n" + Tmux.wsctl("shell")
                    + "\necho \"code $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same\n";
            try (Tmux tmux = Tmux.run(temp, 80, 24, script)) {
                see(tmux, "the default", "wsctl>");
                tmux.type("expl", "Tab");
                prompt(tmux, "wsctl> explain");
                tmux.type("SLO01 -q", "Enter");
                see(tmux, "SLO01  ");
                tmux.type("use he", "Tab", "Enter");
                see(tmux, "wsctl(here)>");
                tmux.type("health --watch 1s", "Enter");
                see(tmux, "p50/p99");
                tmux.type("C-c");
                prompt(tmux, "wsctl(here)>");
                tmux.type("top", "Enter");
                see(tmux, "q quit");
                tmux.type("q");
                prompt(tmux, "wsctl(here)>");
                tmux.type("health --redis redis://me:s3cret@127.0.0.1:1", "Enter");
                see(tmux, "127.0.0.1:1 refused");
                prompt(tmux, "wsctl(here)>");
                tmux.type("C-d");
                see(tmux, "code 0", "same");
            }
        }
        String history = Files.readString(temp.resolve("wsctl/history"));
        assertThat(history).contains("explain SLO01", "use here").doesNotContain("127.0.0.1:1");
    }

    private static void see(Tmux tmux, String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tmux.screen()).contains(texts));
    }

    private static void prompt(Tmux tmux, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tmux.screen().strip()).endsWith(text));
    }
}

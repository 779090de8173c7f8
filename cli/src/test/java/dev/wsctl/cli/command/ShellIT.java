package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        Process shell = shell("completion nonsense\n# a comment\nexplain SLO01 -q\nexit\nnever run\n");
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(out).isEqualTo(64);
        assertThat(out).contains("nonsense", "SLO01").doesNotContain("never");
    }

    private Process shell(String input) throws IOException {
        Path lines = Files.writeString(temp.resolve("lines"), input);
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.wsctl.cli.Main",
                        "shell"))
                .redirectErrorStream(true)
                .redirectInput(lines.toFile())
                .start();
    }

    @Test
    @DisplayName("in a real terminal: completes, runs, lets Ctrl-C end only the command, remembers without secrets, gives the"
            + " terminal back")
    void inATerminal() throws Exception {
        assumeTrue(Tmux.installed(), "tmux is not installed");
        String script = "export XDG_STATE_HOME=" + temp + " WSCTL_CONTEXT=none\nbefore=$(stty -g)\n"
                + Tmux.wsctl("shell") + "\necho \"code $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same\n";
        try (Tmux tmux = Tmux.run(temp, 80, 24, script)) {
            see(tmux, "wsctl>");
            tmux.type("expl", "Tab");
            see(tmux, "wsctl> explain");
            tmux.type("SLO01 -q", "Enter");
            see(tmux, "SLO01  ");
            tmux.type("health --redis redis://me:s3cret@127.0.0.1:1 --watch 1s", "Enter");
            see(tmux, "127.0.0.1:1 refused");
            tmux.type("C-c");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tmux.screen().strip()).endsWith("wsctl>"));
            tmux.type("exit", "Enter");
            see(tmux, "code 0");
            see(tmux, "same");
        }
        String history = Files.readString(temp.resolve("wsctl/history"));
        assertThat(history).contains("explain SLO01", "***@127.0.0.1").doesNotContain("s3cret");
    }

    private static void see(Tmux tmux, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tmux.screen()).contains(text));
    }
}

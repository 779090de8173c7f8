package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("wsctl demo")
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String TOO_BUSY = "✗ wsctl loadtest ended with exit code 3";

    @TempDir
    Path temp;

    @Test
    @DisplayName("E14 N1 E15 tells the whole story, every step holds, and nothing stays behind")
    void tellsTheWholeStory() throws Exception {
        try (ProcessRun demo = new ProcessRun(temp, "demo")) {
            int exitCode = demo.await();

            String told = demo.output();
            // A machine too busy to measure makes the load test INVALID, which is told, and is no fault of anything
            // here.
            boolean tooBusy = told.contains(TOO_BUSY);
            assertThat(exitCode).as(told).isEqualTo(tooBusy ? 2 : 0);
            assertThat(told.replace(TOO_BUSY, ""))
                    .contains("$ wsctl health --redis redis://127.0.0.1:")
                    .contains("$ wsctl latency", "$ wsctl channels", "$ wsctl subscribers", "$ wsctl sessions")
                    .contains("$ wsctl pool", "$ wsctl instances", "$ wsctl verify", "$ wsctl loadtest")
                    .contains("neither hears", "it is cut off from Redis", "has recovered by itself")
                    .doesNotContain("✗")
                    .containsPattern(tooBusy ? "1 of \\d+ steps" : "OK {2}all \\d+ steps held");
            nothingStays(demo);
        }
    }

    @ParameterizedTest(name = "SIG{0} ends it with exit code {1}, and nothing stays behind")
    @CsvSource({"INT, 130", "KILL, 137"})
    void nothingStaysBehindAfterASignal(String signal, int exitCode) throws Exception {
        try (ProcessRun demo = new ProcessRun(temp, "demo")) {
            await().atMost(PATIENCE).until(() -> demo.output().contains("guests"));
            assertThat(demo.processes()).isNotEmpty();

            demo.signal(signal);

            assertThat(demo.await()).isEqualTo(exitCode);
            nothingStays(demo);
        }
    }

    @Test
    @DisplayName("ended while it still starts leaves nothing behind either")
    void endedWhileItStarts() throws Exception {
        try (ProcessRun demo = new ProcessRun(temp, "demo")) {
            await().atMost(PATIENCE).until(() -> !demo.processes().isEmpty());

            demo.signal("TERM");

            assertThat(demo.await()).isEqualTo(143);
            nothingStays(demo);
        }
    }

    private static void nothingStays(ProcessRun demo) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(demo.processes()).isEmpty();
            assertThat(demo.files()).isEmpty();
        });
    }
}

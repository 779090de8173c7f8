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

    @TempDir
    Path temp;

    @ParameterizedTest(name = "SIG{0} ends it with exit code {1}, and nothing stays behind")
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
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

            demo.await();
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

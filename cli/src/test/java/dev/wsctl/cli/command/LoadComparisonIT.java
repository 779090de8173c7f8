package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl loadtest, held against runs that were kept")
class LoadComparisonIT {
    /** A run as -o json writes it. */
    private static final Path KEPT = Path.of("src/test/resources/golden/loadtest.json");

    @TempDir
    Path temp;

    @Test
    @DisplayName("C13 shows runs side by side with the change, in the terminal and as one HTML page")
    void showsRunsSideBySide() throws IOException {
        Path before = Files.copy(KEPT, temp.resolve("before.json"));
        Path after = temp.resolve("after.json");
        Files.writeString(after, Files.readString(KEPT).replace("\"p99_us\" : 4200.0", "\"p99_us\" : 2100.0"));
        Path html = temp.resolve("out.html");

        Run compared =
                Run.wsctl("loadtest", "--compare", before.toString(), after.toString(), "--report", html.toString());

        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out())
                .containsPattern("before +after +change")
                .containsPattern("p99 latency +4.20 ms +2.10 ms +-50 %")
                .containsPattern("connections +600 of 600 +600 of 600")
                .containsPattern("saturated +nothing +nothing");
        assertThat(Files.readString(html))
                .contains("<th>before</th><th>after</th>", "-50 %", "Content-Security-Policy");
    }

    @Test
    @DisplayName("refuses a baseline that was another job, before it runs anything")
    void refusesAnotherJob() {
        Run run = Run.wsctl("loadtest", "ws://127.0.0.1:1", "--baseline", KEPT.toString());

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("was another job: 600 connections in 20 rooms on 2 targets, 100.0 messages/s");
    }

    @Test
    @DisplayName("refuses what is no result, with what would be one")
    void refusesWhatIsNoResult() throws IOException {
        Path other = Files.writeString(temp.resolve("other.json"), "{\"schema\":\"wsctl/health/v1\"}");
        Path broken = Files.writeString(temp.resolve("broken.json"), "{");

        assertThat(Run.wsctl("loadtest", "--compare", other.toString(), KEPT.toString())
                        .err())
                .contains("is not a load test's result", "-o json");
        assertThat(Run.wsctl("loadtest", "--compare", broken.toString(), KEPT.toString())
                        .err())
                .contains("is not JSON: line 1");
        assertThat(Run.wsctl("loadtest", "--compare", "no-such-file.json", KEPT.toString())
                        .code())
                .isEqualTo(64);
    }
}

package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.server.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many clients on one instance as a process may have open files here: 15,000 if it may have as many. */
@Tag("faults")
class ManyClientsIT {

    private static final int MOST = 15_000;
    /** For everything else: jars, sockets to Redis, the build's own. */
    private static final int OTHER_FILES = 2_000;

    private static final int A_ROOM = 50;

    @Test
    @DisplayName(
            "D11 one instance with 128 MB of heap carries the chat of 15,000 clients, as far as open files allow, and "
                    + "loses nothing")
    void oneInstanceCarriesManyClients() throws Exception {
        int clients = Math.min(MOST, openFiles() - OTHER_FILES) / A_ROOM * A_ROOM;
        try (ServerProcess server = ServerProcess.start("--port=0", "--instance-id=many")) {
            LoadPlan plan = LoadPlan.builder(Dialects.named("chat"), List.of(server.webSocketUri()))
                    .connections(clients)
                    .rooms(clients / A_ROOM)
                    .stages(List.of(Stage.even("chat", Stage.Kind.HOLD, Duration.ofSeconds(10), 50)))
                    .connectTimeout(Duration.ofSeconds(60))
                    .deliveryDeadline(Duration.ofSeconds(10))
                    .seed(Trial.SEED)
                    .build();

            LoadReport report = new LoadTest().run(plan, LoadListener.NONE);

            assertThat(report.connections().opened()).isEqualTo(clients).isGreaterThanOrEqualTo(1_000);
            assertThat(report.messages().sent()).isGreaterThan(400);
            assertThat(report.messages().expected()).isEqualTo(report.messages().sent() * A_ROOM);
            assertThat(report.messages().delivered())
                    .isEqualTo(report.messages().expected());
            assertThat(report.messages().duplicated()).isZero();
            assertThat(report.messages().reordered()).isZero();
            assertThat(server.log()).doesNotContain("level=WARN", "level=ERROR");
        }
    }

    /** What Linux lets this process, and those it starts, have open. */
    private static int openFiles() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+")[3])
                .mapToInt(limit -> limit.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(limit))
                .findFirst()
                .orElseThrow();
    }
}

package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.generate.Shell;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdFilesIT {
    private static final Path UNIT = Path.of("../docs/deploy/systemd/wsctl-server@.service");

    @Test
    @DisplayName("E5 a stopped instance is not a failed unit: what it ends with after SIGTERM counts as success")
    void whatItEndsWithIsSuccess() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0")) {
            server.terminate();
            assertThat(Files.readAllLines(UNIT)).contains("SuccessExitStatus=" + server.exitCode());
        }
    }

    @Test
    @DisplayName("systemd accepts the unit")
    void systemdAcceptsIt(@TempDir Path directory) throws IOException {
        Shell.assumeInstalled("systemd-analyze");
        // Where the package puts wsctl there need be none on this machine.
        String unit = Files.readString(UNIT).replace("/usr/bin/wsctl", "/bin/true");
        Path copy = Files.writeString(directory.resolve("wsctl-server@.service"), unit);
        assertThat(Shell.run("systemd-analyze", "verify", "--man=no", copy.toString()))
                .noneMatch(line -> line.contains("wsctl-server"));
    }
}

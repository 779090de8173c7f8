package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("install.sh")
class InstallScriptIT {
    private static final String SCRIPT = Built.PACKAGES.resolve("install.sh").toString();

    @TempDir
    Path folder;

    @Test
    @DisplayName("installs below a prefix what runs, twice if asked, and takes away exactly that")
    void installsAndUninstalls() throws IOException, InterruptedException {
        Path prefix = Files.createDirectories(folder.resolve("my prefix"));
        Path other =
                Files.writeString(Files.createDirectories(prefix.resolve("bin")).resolve("other"), "stays");
        for (int time = 1; time <= 2; time++) {
            Run.ok(List.of("sh", SCRIPT, "--prefix", prefix.toString()));
            assertThat(Run.ok(List.of(prefix + "/bin/wsctl", "--version")))
                    .startsWith("wsctl " + Built.RELEASE.version());
        }
        Run.ok(List.of("sh", SCRIPT, "--prefix", prefix.toString(), "--uninstall"));
        try (Stream<Path> left = Files.walk(prefix)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(other);
        }
        assertThat(prefix.resolve("lib")).doesNotExist();
    }

    @Test
    @DisplayName("refuses an archive that is not what the checksums say, and installs nothing")
    void refusesADamagedArchive() throws IOException, InterruptedException {
        Path archive =
                Files.copy(Built.archive(), folder.resolve(Built.archive().getFileName()));
        Files.copy(Built.PACKAGES.resolve("SHA256SUMS"), folder.resolve("SHA256SUMS"));
        Files.write(archive, new byte[] {1}, StandardOpenOption.APPEND);
        Path prefix = folder.resolve("prefix");
        Run run = Run.of(List.of("sh", SCRIPT, "--prefix", prefix.toString(), archive.toString()));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("its SHA-256 is").contains("nothing was installed");
        assertThat(prefix).doesNotExist();
    }

    @Test
    @DisplayName("refuses an archive for which there is no checksum")
    void refusesWithoutAChecksum() throws IOException, InterruptedException {
        Path archive =
                Files.copy(Built.archive(), folder.resolve(Built.archive().getFileName()));
        Run run = Run.of(List.of("sh", SCRIPT, "--prefix", folder + "/prefix", archive.toString()));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("no SHA256SUMS beside");
    }

    @Test
    @DisplayName("has nothing that shellcheck would say, nor has the launcher")
    void isShellcheckClean() throws IOException, InterruptedException {
        assumeTrue(Run.exists("shellcheck"), "shellcheck is not installed here");
        Run.ok(List.of(
                "shellcheck",
                SCRIPT,
                Built.SOURCES.resolve("packaging/bin/wsctl").toString()));
    }
}

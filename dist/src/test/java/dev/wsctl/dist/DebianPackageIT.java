package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The Debian package")
@EnabledOnOs(value = OS.LINUX, disabledReason = "it is made on Linux only")
class DebianPackageIT {
    @TempDir
    static Path folder;

    static Path root;

    /** By dpkg where there is one; else as dpkg would put the files. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        root = Files.createDirectories(folder.resolve("root"));
        if (Run.exists("dpkg")) {
            Path admin = Files.createDirectories(root.resolve("var/lib/dpkg"));
            Files.createDirectories(admin.resolve("updates"));
            Files.createDirectories(admin.resolve("info"));
            Files.createFile(admin.resolve("status"));
            // An empty root has no C library for it to depend on; dpkg's own log would go outside.
            Run.ok(List.of(
                    "dpkg",
                    "--root=" + root,
                    "--log=" + folder.resolve("log"),
                    "--force-not-root",
                    "--force-depends",
                    "--install",
                    Built.debianPackage().toString()));
        } else {
            Path data = folder.resolve("data.tar.gz");
            Files.write(data, member("data.tar.gz"));
            Run.ok(List.of("tar", "-xzf", data.toString(), "-C", root.toString()));
        }
    }

    @Test
    @DisplayName("runs from the root it was installed into, on no Java but its own")
    void runs() throws IOException, InterruptedException {
        Run run = Run.of(Map.of("PATH", "/nonexistent"), List.of(root + "/usr/bin/wsctl", "--version"));
        assertThat(run.output()).startsWith("wsctl " + Built.RELEASE.version());
        Run health = Run.of(
                Map.of("PATH", "/nonexistent"),
                List.of(root + "/usr/bin/wsctl", "health", "--redis", "redis://127.0.0.1:1"));
        assertThat(health.exit()).isEqualTo(2);
    }

    @Test
    @DisplayName("puts everything where Debian looks for it")
    void putsFilesInPlace() {
        assertThat(root.resolve("usr/bin/wsctl")).isExecutable();
        assertThat(root.resolve("usr/lib/wsctl/bin/java")).isExecutable();
        assertThat(root.resolve("usr/share/man/man1/wsctl.1.gz")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/bash-completion/completions/wsctl")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/zsh/vendor-completions/_wsctl")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/fish/vendor_completions.d/wsctl.fish"))
                .isNotEmptyFile();
        assertThat(root.resolve("usr/share/doc/wsctl/changelog.gz")).isNotEmptyFile();
        assertThat(root.resolve("lib/systemd/system/wsctl-server@.service"))
                .content()
                .contains("ExecStart=/usr/bin/wsctl serve");
        assertThat(root.resolve("usr/share/doc/wsctl/copyright"))
                .content()
                .contains("Classpath Exception", "netty-: The Netty Project")
                .doesNotContain("@");
    }

    @Test
    @DisplayName("says what it is and what it needs of the system")
    void describesItself() throws IOException, InterruptedException {
        Path control = folder.resolve("control.tar.gz");
        Files.write(control, member("control.tar.gz"));
        String text = Run.ok(List.of("tar", "-xzOf", control.toString(), "./control"));
        assertThat(text)
                .contains(
                        "Package: wsctl\n", "Version: " + Built.RELEASE.debianVersion() + "\n", "Depends: libc6 (>= 2.")
                .containsPattern("Installed-Size: [1-9][0-9]+\n")
                .doesNotContain("@INSTALLED", "@DEPENDS");
    }

    @Test
    @DisplayName("is clean under lintian")
    void isLintianClean() throws IOException, InterruptedException {
        assumeTrue(Run.exists("lintian"), "lintian is not installed here");
        String said = Run.ok(List.of("lintian", "--info", Built.debianPackage().toString()));
        assertThat(said.lines().filter(line -> line.matches("[EWI]: .*"))).isEmpty();
    }

    private static byte[] member(String name) throws IOException {
        byte[] all = Files.readAllBytes(Built.debianPackage());
        try (ArArchiveInputStream ar =
                new ArArchiveInputStream(new BufferedInputStream(new ByteArrayInputStream(all)))) {
            ArArchiveEntry entry = Objects.requireNonNull(ar.getNextEntry(), "the first member");
            assertThat(entry.getName()).isEqualTo("debian-binary");
            assertThat(new String(ar.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("2.0\n");
            while (!entry.getName().equals(name)) {
                entry = Objects.requireNonNull(ar.getNextEntry(), name);
            }
            return ar.readAllBytes();
        }
    }
}

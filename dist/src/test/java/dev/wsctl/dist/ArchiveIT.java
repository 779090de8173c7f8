package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The archive")
class ArchiveIT {
    /** A machine without Java, and without anything else: the shell is named by its path. */
    private static final Map<String, String> BARE = Map.of("PATH", "/nonexistent");

    @TempDir
    static Path folder;

    static Path root;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        root = Built.unpackArchive(folder);
    }

    @Test
    @DisplayName("runs where there is no Java, nor any program on the PATH, and knows its version")
    void runsWithoutJava() throws IOException, InterruptedException {
        Run run = Run.of(BARE, List.of(root + "/bin/wsctl", "--version"));
        assertThat(run.output()).startsWith("wsctl " + Built.RELEASE.version() + ", Java ");
        assertThat(run.exit()).isZero();
    }

    @Test
    @DisplayName("runs through a link, and without a word on stderr")
    void runsThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("w"), Path.of(root.getFileName() + "/bin/wsctl"));
        assertThat(Run.ok(List.of(link.toString(), "--version")).lines()).hasSize(1);
    }

    @Test
    @DisplayName("maps its class-data archive although it was unpacked elsewhere than where that was made")
    void theClassArchiveFits() throws IOException, InterruptedException {
        Map<String, String> insisting = Map.of("PATH", "/nonexistent", "WSCTL_JAVA_OPTS", "-Xshare:on");
        Run run = Run.of(insisting, List.of(root + "/bin/wsctl", "health", "--help"));
        assertThat(run.exit()).as(run.output()).isZero();
        String loaded = Run.ok(List.of(
                root + "/lib/wsctl/bin/java",
                "-Xlog:class+load",
                "-XX:+UseSerialGC",
                "-cp",
                root + "/lib/none",
                "dev.wsctl.cli.Main",
                "health",
                "--help"));
        assertThat(loaded)
                .contains("dev.wsctl.cli.Main source: shared objects file")
                .contains("picocli.CommandLine source: shared objects file");
    }

    @Test
    @DisplayName(
            "gives a server the optimising compiler, also where a context stands before the command; a question none")
    void suitsTheCommand() throws IOException, InterruptedException {
        Map<String, String> saying = Map.of("PATH", "/nonexistent", "WSCTL_JAVA_OPTS", "-XX:+PrintFlagsFinal");
        String level = "TieredStopAtLevel +:?= .*\\{command line}";
        assertThat(Run.of(saying, List.of(root + "/bin/wsctl", "--context", "x", "serve", "--help"))
                        .output())
                .contains("TieredStopAtLevel")
                .doesNotContainPattern(level);
        assertThat(Run.of(saying, List.of(root + "/bin/wsctl", "health", "--help"))
                        .output())
                .containsPattern(level);
    }

    @Test
    @DisplayName("tells what is wrong on a Redis that is not there")
    void reachesOut() throws IOException, InterruptedException {
        Run run = Run.of(BARE, List.of(root + "/bin/wsctl", "health", "--redis", "redis://127.0.0.1:1", "-o", "json"));
        assertThat(run.output()).contains("\"status\" : \"CRITICAL\"").contains("wsctl/health/v1");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    @DisplayName("has the web server that exporter needs: where the port is taken, that is all that is wrong")
    void hasAWebServer() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Run run = Run.of(BARE, List.of(root + "/bin/wsctl", "exporter", "--listen", address));
            assertThat(run.output()).contains(address).doesNotContain("NoClassDefFoundError", "bug");
            assertThat(run.exit()).isNotZero();
        }
    }

    @Test
    @DisplayName("B2 runs the whole demonstration: its own Redis, three servers, load, a fault and its repair")
    void runsTheDemo() throws IOException, InterruptedException {
        Run demo = Run.of(List.of(root + "/bin/wsctl", "demo"));
        // Its exit code also says whether this machine was fast enough for its load test, which is no question of
        // packages.
        assertThat(demo.output())
                .contains("each once, in order, in its room only", "DEL03")
                .doesNotContain("NoClassDefFoundError", "ServiceConfigurationError", "UnsatisfiedLinkError");
        assertThat(demo.exit()).as(demo.output()).isIn(0, 2);
    }

    @Test
    @DisplayName("holds man pages, completions, licences and the list of its parts where a prefix has them")
    void holdsWhatHelps() {
        assertThat(root.resolve("share/man/man1/wsctl.1.gz")).isNotEmptyFile();
        assertThat(root.resolve("share/man/man1/wsctl-health.1.gz")).isNotEmptyFile();
        assertThat(root.resolve("share/man/man7/wsctl-exit-codes.7.gz")).isNotEmptyFile();
        assertThat(root.resolve("share/bash-completion/completions/wsctl")).isNotEmptyFile();
        assertThat(root.resolve("share/zsh/site-functions/_wsctl")).isNotEmptyFile();
        assertThat(root.resolve("share/fish/vendor_completions.d/wsctl.fish")).isNotEmptyFile();
        assertThat(root.resolve("share/doc/wsctl/licenses/README"))
                .content()
                .contains("netty-transport", "lettuce-core");
        assertThat(root.resolve("share/doc/wsctl/licenses/LGPL-2.1.txt")).isNotEmptyFile();
        assertThat(root.resolve("lib/wsctl/legal/java.base/LICENSE")).isNotEmptyFile();
        assertThat(root.resolve("share/doc/wsctl/bom.json"))
                .hasSameTextualContentAs(Built.SOURCES.resolve("cli/target/bom.json"));
    }
}

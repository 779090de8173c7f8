package dev.wsctl.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The launcher ./wsctl")
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SAYING_FLAGS =
            Map.of("WSCTL_JAVA_OPTS", "-XX:+UnlockDiagnosticVMOptions -XX:+PrintFlagsFinal");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    Path temp;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = Installation.in(temp, "a directory with spaces & 'quotes'");
    }

    @AfterEach
    void theLauncherLeavesNoProcess() throws IOException {
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(temp.toString())));
        installation.removeLinks();
    }

    @Test
    @DisplayName("starts from any directory, with spaces and quotes in its path")
    void startsFromAnyDirectory() throws Exception {
        Launch launch = installation.withJavaOnPath().run("--version");

        assertThat(launch.exitCode()).isZero();
        assertThat(launch.out()).startsWith("wsctl ");
        assertThat(launch.err()).isEmpty();
    }

    @Test
    @DisplayName("starts through relative and absolute symbolic links, found on the PATH, with CDPATH set")
    void startsThroughSymbolicLinks() throws Exception {
        installation.withJavaOnPath();
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Files.createSymbolicLink(temp.resolve("absolute"), installation.script());
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../absolute"));

        Launch launch = installation
                .start(Path.of("./relative"), bin, Map.of("CDPATH", temp + ":/tmp"), "--version")
                .await();

        assertThat(launch.exitCode()).isZero();
        assertThat(launch.out()).startsWith("wsctl ");
    }

    @Test
    @DisplayName("passes arguments word for word and the exit code back")
    void passesArgumentsAndExitCode() throws Exception {
        Launch launch = installation.withJavaOnPath().run("no such command *");

        assertThat(launch.exitCode()).isEqualTo(64);
        assertThat(launch.err()).contains("no such command *");
    }

    @Test
    @DisplayName("says what to do when there is no Java")
    void saysWhatToDoWithoutJava() throws Exception {
        Launch launch = installation.run("--version");

        assertThat(launch.exitCode()).isEqualTo(78);
        assertThat(launch.out()).isEmpty();
        assertThat(launch.err().lines()).hasSize(2);
        assertThat(launch.err())
                .contains("needs Java 17 or newer", "found no java", "Install a JDK 17")
                .contains("JAVA_HOME");
    }

    @Test
    @DisplayName("names the Java that is too old")
    void namesTheJavaThatIsTooOld() throws Exception {
        Path old = oldJava();

        Launch launch = installation.run(Map.of("JAVA_HOME", old.toString()), "--version");

        assertThat(launch.exitCode()).isEqualTo(78);
        assertThat(launch.err()).contains(old + "/bin/java (JAVA_HOME) is Java 11.0.2");
    }

    @Test
    @DisplayName("takes the Java on the PATH when the one of JAVA_HOME is too old")
    void takesTheJavaOnThePathWhenJavaHomeIsTooOld() throws Exception {
        Launch launch =
                installation.withJavaOnPath().run(Map.of("JAVA_HOME", oldJava().toString()), "--version");

        assertThat(launch.exitCode()).isZero();
    }

    @Test
    @DisplayName("takes the Java of JAVA_HOME when the one on the PATH is too old")
    void takesTheJavaOfJavaHome() throws Exception {
        installation.withTool("java", Files.readString(oldJava().resolve("bin/java")));

        assertThat(installation.run(Map.of("JAVA_HOME", JAVA_HOME), "--version").exitCode())
                .isZero();
    }

    @Test
    @DisplayName("does not take a directory named java for one, nor a program that fails")
    void doesNotTakeWhatIsNoJava() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.createDirectories(home.resolve("bin/java"));
        installation.withTool("java", "#!/bin/sh\nexit 1\n");

        Launch launch = installation.run(Map.of("JAVA_HOME", home.toString()), "--version");

        assertThat(launch.exitCode()).isEqualTo(78);
        assertThat(launch.err()).contains("There is no " + home + "/bin/java", "does not start");
    }

    @Test
    @DisplayName("builds once, tells that it does, and again when a source is newer")
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        installation.withJavaOnPath().withSourcesAndMaven();

        Launch first = installation.run("--version");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("wsctl ");
        assertThat(first.err()).contains("wsctl: building (first use)");
        assertThat(installation.builds()).isEqualTo(1);

        assertThat(installation.run("--version").err()).isEmpty();
        assertThat(installation.builds()).isEqualTo(1);

        Files.setLastModifiedTime(
                installation.root().resolve("cli/src/main/java/Some.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(installation.run("--version").err()).contains("wsctl: building (after a change)");
        assertThat(installation.builds()).isEqualTo(2);
    }

    @Test
    @DisplayName("builds once when two first runs come at the same time")
    void buildsOnceForTwoAtTheSameTime() throws Exception {
        installation.withJavaOnPath().withSourcesAndMaven();
        Files.createFile(installation.hold());

        Launch one = installation.start(Map.of(), "--version");
        await().atMost(PATIENCE).until(() -> installation.builds() == 1);
        Launch two = installation.start(Map.of(), "--version");
        await().atMost(PATIENCE)
                .until(() -> two.process().isAlive() && one.process().isAlive());
        Files.delete(installation.hold());

        assertThat(one.await().exitCode()).isZero();
        assertThat(two.await().exitCode()).isZero();
        assertThat(installation.builds()).isEqualTo(1);
        assertThat(leftLocks()).isEmpty();
    }

    @Test
    @DisplayName("takes over the lock of a build that was killed")
    void takesOverTheLockOfAKilledBuild() throws Exception {
        installation.withJavaOnPath().withSourcesAndMaven();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(installation.work());
        Files.createSymbolicLink(installation.work().resolve("build.lock"), Path.of(Long.toString(gone.pid())));

        assertThat(installation.run("--version").exitCode()).isZero();
        assertThat(installation.builds()).isEqualTo(1);
    }

    @Test
    @DisplayName("ends Maven and leaves no lock when it is stopped while building")
    void endsMavenWhenItIsStopped() throws Exception {
        installation.withJavaOnPath().withSourcesAndMaven();
        Files.createFile(installation.hold());
        Launch launch = installation.start(Map.of(), "--version");
        await().atMost(PATIENCE).until(() -> installation.builds() == 1);
        ProcessHandle maven = launch.process()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("mvn"))
                .findFirst()
                .orElseThrow();

        launch.process().destroy();

        assertThat(launch.await().exitCode()).isEqualTo(130);
        await().atMost(PATIENCE).until(() -> !maven.isAlive());
        assertThat(leftLocks()).isEmpty();
        assertThat(installation.jar()).doesNotExist();
    }

    @Test
    @DisplayName("shows the errors and the log when the build fails")
    void showsTheErrorsOfAFailedBuild() throws Exception {
        installation
                .withJavaOnPath()
                .withSourcesAndMaven()
                .withTool("mvn", "#!/bin/sh\necho '[ERROR] Some.java:[1,1] not a statement'\nexit 1\n");

        Launch launch = installation.run("--version");

        assertThat(launch.exitCode()).isEqualTo(70);
        assertThat(launch.err())
                .contains("the build failed", "[ERROR] Some.java:[1,1] not a statement")
                .contains(installation.work().resolve("build.log").toString());
        assertThat(leftLocks()).isEmpty();
    }

    @Test
    @DisplayName("says what to do when Maven is needed and missing")
    void saysWhatToDoWithoutMaven() throws Exception {
        installation.withJavaOnPath().withSourcesAndMaven();
        Files.delete(temp.resolve("tools/mvn"));

        Launch launch = installation.run("--version");

        assertThat(launch.exitCode()).isEqualTo(78);
        assertThat(launch.err()).contains("Maven (mvn) was not found", "Install Maven 3.8.7 or newer");
    }

    @Test
    @DisplayName("makes the class-data archive at first use, and anew when the jar has changed")
    void makesTheClassDataArchive() throws Exception {
        installation.withJavaOnPath().thatMakesAnArchive();
        installation.run("--version");
        await().atMost(PATIENCE).until(this::archiveIsThere);
        FileTime first = Files.getLastModifiedTime(installation.archive());

        Files.setLastModifiedTime(
                installation.jar(), FileTime.from(Instant.now().plusMillis(50)));
        await().atMost(PATIENCE).until(() -> {
            installation.run("--version");
            return Files.getLastModifiedTime(installation.archive()).compareTo(first) > 0;
        });
        await().atMost(PATIENCE).until(() -> leftLocks().isEmpty());
    }

    @Test
    @DisplayName("maps the class-data archive where it was dumped for, but for what listens")
    void mapsTheArchiveInPlace() throws Exception {
        installation.withJavaOnPath();

        Launch asking = installation.run(SAYING_FLAGS, "--version");

        assertThat(asking.out()).containsPattern("ArchiveRelocationMode +:?= 0 +.*\\{command line}");
    }

    @Test
    @DisplayName("N4 gives a load test a small heap, in large pages where the kernel has them")
    void aLoadTestsHeapIsSmallAndInLargePages() throws Exception {
        installation.withJavaOnPath();

        Launch asking = installation.run(SAYING_FLAGS, "loadtest", "--help");

        assertThat(asking.out())
                .containsPattern("InitialHeapSize += 16777216 +.*\\{command line}")
                .doesNotContain("not supported");
        assertThat(asking.out().lines().anyMatch(line -> line.matches(".* UseTransparentHugePages += true .*")))
                .isEqualTo(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")));
    }

    @ParameterizedTest(name = "wsctl {0}")
    @ValueSource(strings = {"serve --help", "--context shop serve --help", "--context=shop serve --help"})
    @DisplayName("gives a server the optimising compiler, also where a context stands before the command")
    void knowsTheCommandBehindAContext(String arguments) throws Exception {
        installation.withJavaOnPath();

        Launch server = installation.run(SAYING_FLAGS, arguments.split(" "));

        assertThat(server.exitCode()).isZero();
        assertThat(server.out())
                .contains("UsePerfData")
                .doesNotContainPattern("(TieredStopAtLevel|ArchiveRelocationMode) +:?= .*\\{command line}");
    }

    @Test
    @DisplayName("takes the name of a context for no command")
    void aContextNamedLikeACommand() throws Exception {
        Launch asking = installation.withJavaOnPath().run(SAYING_FLAGS, "--context", "serve", "help", "serve");

        assertThat(asking.exitCode()).isZero();
        assertThat(asking.out()).containsPattern("TieredStopAtLevel +:?= 1 +.*\\{command line}");
    }

    @Test
    @DisplayName("a damaged class-data archive costs time and nothing else")
    void aDamagedArchiveCostsOnlyTime() throws Exception {
        installation.withJavaOnPath();
        Files.writeString(installation.archive(), "not an archive");

        Launch launch = installation.run("--version");

        assertThat(launch.exitCode()).isZero();
        assertThat(launch.out()).startsWith("wsctl ");
        assertThat(launch.err()).isEmpty();
    }

    private boolean archiveIsThere() throws IOException {
        return Files.isRegularFile(installation.archive())
                && Files.size(installation.archive()) > 0
                && leftLocks().isEmpty();
    }

    private List<Path> leftLocks() throws IOException {
        try (var files = Files.list(installation.work())) {
            return files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
    }

    private Path oldJava() throws IOException {
        Path home = temp.resolve("jdk-11");
        Installation.executable(
                home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        return home;
    }
}

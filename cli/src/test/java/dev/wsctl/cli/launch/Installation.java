package dev.wsctl.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the launcher with the built program beside it, to be driven as a user drives it. Its PATH holds the few
 * tools the launcher needs and nothing else, so that a test decides which Java and which Maven it finds there.
 */
final class Installation {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of(
            "sh",
            "readlink",
            "find",
            "ln",
            "mv",
            "rm",
            "mkdir",
            "touch",
            "sleep",
            "grep",
            "head",
            "tail",
            "nice",
            "cp",
            "cat",
            "date");

    private final Path root;
    private final Path tools;

    private Installation(Path root, Path tools) {
        this.root = root;
        this.tools = tools;
    }

    /** The launcher, the jar and its libraries below {@code parent}; no sources, no Java, no Maven. */
    static Installation in(Path parent, String name) throws IOException {
        Path root = Files.createDirectories(parent.resolve(name)).toRealPath();
        Files.copy(REPOSITORY.resolve("wsctl"), root.resolve("wsctl"));
        Path target = Files.createDirectories(root.resolve("cli/target"));
        Files.copy(REPOSITORY.resolve("cli/target/wsctl.jar"), target.resolve("wsctl.jar"));
        // A link would be resolved by the JVM as well, and saves copying 25 MB for every test.
        Files.createSymbolicLink(target.resolve("lib"), REPOSITORY.resolve("cli/target/lib"));
        Path tools = Files.createDirectories(parent.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), findOnPath(tool));
        }
        Installation installation = new Installation(root, tools);
        installation.markArchiveAsImpossible();
        return installation;
    }

    private static Path findOnPath(String tool) throws IOException {
        for (String directory : System.getenv("PATH").split(":")) {
            Path candidate = Path.of(directory, tool);
            if (Files.isExecutable(candidate)) {
                return candidate.toRealPath();
            }
        }
        throw new IOException(tool + " is not on the PATH");
    }

    /** JUnit would warn of every link that leads out of the temporary directory it removes. */
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(root.getParent())) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    Path root() {
        return root;
    }

    Path script() {
        return root.resolve("wsctl");
    }

    Path jar() {
        return root.resolve("cli/target/wsctl.jar");
    }

    Path work() {
        return root.resolve("cli/target/launcher");
    }

    Installation withJavaOnPath() throws IOException {
        Files.createSymbolicLink(tools.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));
        return this;
    }

    /** Puts a tool of our own making on the PATH. */
    Installation withTool(String name, String script) throws IOException {
        executable(tools.resolve(name), script);
        return this;
    }

    /**
     * Sources, and a Maven that stands for the real one: it counts its runs and puts the jar, built before by the real
     * one, into its place.
     */
    Installation withSourcesAndMaven() throws IOException {
        Files.createDirectories(root.resolve("cli/src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("cli/src/main/java/Some.java"), "class Some {}");
        Path built = root.resolveSibling("built.jar");
        Files.move(jar(), built);
        return withTool("mvn", """
                #!/bin/sh
                root=${4%%/pom.xml} # mvn -B -Dquick -f ROOT/pom.xml …
                echo run >> "$root/../builds"
                echo '[INFO] --- maven-compiler-plugin:3:compile (default) @ wsctl-cli ---'
                while [ -e "$root/../hold" ]; do sleep 0.05; done
                cp "$root/../built.jar" "$root/cli/target/wsctl.jar"
                archive="$root/cli/target/launcher/%s"
                until [ "$archive" -nt "$root/cli/target/wsctl.jar" ]; do : > "$archive"; done
                echo "$root/cli/target/wsctl.jar" > "$archive.for"
                """.formatted(archive().getFileName()));
    }

    /** Where this JVM's class-data archive belongs. */
    Path archive() {
        return work().resolve("wsctl-" + System.getProperty("java.runtime.version") + ".jsa");
    }

    /** As if making one had failed before: most tests have no use for it, and it takes seconds. */
    private void markArchiveAsImpossible() throws IOException {
        Files.createDirectories(work());
        Files.writeString(archive(), "");
        // Both were written within one tick of the file system's clock, perhaps; the launcher wants the archive to be
        // newer.
        Instant later = Files.getLastModifiedTime(jar()).toInstant().plusSeconds(1);
        Files.setLastModifiedTime(archive(), FileTime.from(later));
        Files.writeString(work().resolve(archive().getFileName() + ".for"), jar() + "\n");
    }

    Installation thatMakesAnArchive() throws IOException {
        Files.delete(archive());
        return this;
    }

    /** While this file exists, the stand-in Maven goes on building. */
    Path hold() {
        return root.resolveSibling("hold");
    }

    int builds() throws IOException {
        if (!Files.exists(buildCount())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(buildCount())) {
            return (int) lines.count();
        }
    }

    private Path buildCount() {
        return root.resolveSibling("builds");
    }

    static Path executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
        return file;
    }

    Launch run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), arguments).await();
    }

    Launch run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return start(environment, arguments).await();
    }

    Launch start(Map<String, String> environment, String... arguments) throws IOException {
        return start(script(), Path.of("/"), environment, arguments);
    }

    Launch start(Path script, Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", System.getProperty("user.home"));
        builder.environment().putAll(environment);
        return new Launch(builder);
    }
}

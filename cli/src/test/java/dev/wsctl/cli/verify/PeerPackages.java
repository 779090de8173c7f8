package dev.wsctl.cli.verify;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real peers from their package registries, installed under {@code target} exactly as they are pinned. Where a program or
 * a registry is missing, the tests that need them are not run, and say so; with {@code -Ppeers} they fail.
 */
final class PeerPackages {
    private PeerPackages() {}

    /** The directory with the programs of {@code src/test/node/NAME} and their {@code node_modules}. */
    static Path node(String name) {
        demand("node");
        demand("npm");
        Path to = Path.of("target/node", name);
        try (Stream<Path> files = Files.list(Path.of("src/test/node", name))) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installed(
                to,
                "package-lock.json",
                List.of(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")));
    }

    /** The directory with a virtual environment, {@code venv}, of what {@code src/test/python/NAME.txt} lists. */
    static Path python(String name) {
        demand("python3");
        Path to = Path.of("target/python", name);
        try {
            Files.createDirectories(to);
            Files.copy(
                    Path.of("src/test/python", name + ".txt"),
                    to.resolve("requirements.txt"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installed(
                to,
                "requirements.txt",
                List.of(
                        List.of("python3", "-m", "venv", "venv"),
                        List.of("venv/bin/pip", "install", "--disable-pip-version-check", "-r", "requirements.txt")));
    }

    private static void demand(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!there) {
            missing(program + " is not on the PATH");
        }
    }

    /** @param pins which versions: as long as it is the same, nothing is installed again */
    private static Path installed(Path directory, String pins, List<List<String>> commands) {
        Path done = directory.resolve("installed");
        try {
            if (!Files.exists(done) || Files.mismatch(directory.resolve(pins), done) >= 0) {
                for (List<String> command : commands) {
                    run(directory, command);
                }
                Files.copy(directory.resolve(pins), done, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.toAbsolutePath();
    }

    private static void run(Path directory, List<String> command) throws IOException {
        Path log = directory.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                missing(String.join(" ", command) + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void missing(String what) {
        String message = "tests against real peers are not run: " + what;
        if ("required".equals(System.getProperty("wsctl.peers"))) {
            throw new IllegalStateException(message);
        }
        System.err.println(message);
        Assumptions.abort(message);
    }
}

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
 * The packages of {@code src/test/node}, installed under {@code target} exactly as their lock file says. Where Node.js or
 * the package registry is missing, the tests that need them are not run, and say so; with {@code -Ppeers} they fail.
 */
final class NodePackages {
    private NodePackages() {}

    private static boolean available() {
        return Stream.of("node", "npm")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    }

    /** The directory with the programs and their {@code node_modules}; installed once for a lock file. */
    static Path install(String name) {
        if (!available()) {
            missing("node and npm are not on the PATH");
        }
        Path from = Path.of("src/test/node", name);
        Path to = Path.of("target/node", name);
        try {
            Files.createDirectories(to);
            boolean fresh = Files.exists(to.resolve("node_modules/.package-lock.json"))
                    && Files.exists(to.resolve("package-lock.json"))
                    && Files.mismatch(from.resolve("package-lock.json"), to.resolve("package-lock.json")) < 0;
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!fresh) {
                npmCi(to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toAbsolutePath();
    }

    private static void missing(String what) {
        String message = "tests against real peers are not run: " + what;
        if ("required".equals(System.getProperty("wsctl.peers"))) {
            throw new IllegalStateException(message);
        }
        System.err.println(message);
        Assumptions.abort(message);
    }

    private static void npmCi(Path directory) throws IOException {
        Process npm = new ProcessBuilder(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("npm.log").toFile())
                .start();
        try {
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                missing("npm ci failed: " + Files.readString(directory.resolve("npm.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

package dev.wsctl.cli.verify;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real peers: those of Node.js from its package registry, installed under {@code target} exactly as their lock file says;
 * those of Python as this machine has them. Where something is missing, the tests that need it are not run, and say so;
 * with {@code -Ppeers} they fail.
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
        Path pins = to.resolve("package-lock.json");
        Path installed = to.resolve("installed");
        try {
            // As long as the versions are the same, nothing is installed again.
            if (!Files.exists(installed) || Files.mismatch(pins, installed) >= 0) {
                run(to, to.resolve("npm.log"), List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
                Files.copy(pins, installed, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toAbsolutePath();
    }

    /** An interpreter that has these modules: Debian's, unless {@code -Dwsctl.test.python} names another. */
    static String python(String... modules) {
        String interpreter = System.getProperty("wsctl.test.python", "/usr/bin/python3");
        if (!Files.isExecutable(Path.of(interpreter))) {
            missing("there is no " + interpreter);
        }
        Path log = Path.of("target/python.log");
        run(Path.of("."), log, List.of(interpreter, "-c", "import " + String.join(", ", modules)));
        return interpreter;
    }

    /** Looks for a Ruby on the PATH that has these libraries. */
    static void ruby(String... libraries) {
        demand("ruby");
        List<String> command = new ArrayList<>(List.of("ruby"));
        for (String library : libraries) {
            command.add("-r" + library);
        }
        command.addAll(List.of("-e", ""));
        run(Path.of("."), Path.of("target/ruby.log"), command);
    }

    /** The program that {@code src/test/NAME/pom.xml} builds, of the libraries and versions that stand there. */
    static Path jar(String name) {
        demand("mvn");
        Path built = Path.of("target", name).toAbsolutePath();
        try {
            Files.createDirectories(built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                Path.of("src/test", name),
                built.resolve("mvn.log"),
                List.of("mvn", "-B", "-q", "-Dpeer.target=" + built, "package"));
        return built.resolve("peer.jar");
    }

    /** A program that Debian keeps at this place. */
    static String program(String path) {
        if (!Files.isExecutable(Path.of(path))) {
            missing("there is no " + path);
        }
        return path;
    }

    private static void demand(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!there) {
            missing(program + " is not on the PATH");
        }
    }

    private static void run(Path directory, Path log, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                missing(String.join(" ", command) + " failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
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

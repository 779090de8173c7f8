package dev.wsctl.cli.verify;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program that talks by lines. It ends with its standard input, so that none outlives the tests. */
final class PeerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Writer input;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** @param directory where {@link PeerPackages#node} has put the program and what it needs */
    static PeerProcess node(Path directory, String program, String... arguments) {
        return of(directory, "node", program, arguments);
    }

    /**
     * @param interpreter from {@link PeerPackages#python}
     * @param program of {@code src/test/python}
     */
    static PeerProcess python(String interpreter, String program, String... arguments) {
        return of(Path.of("src/test/python"), interpreter, program, arguments);
    }

    /** @param program of {@code src/test/ruby}, for which {@link PeerPackages#ruby} has looked */
    static PeerProcess ruby(String program, String... arguments) {
        return of(Path.of("src/test/ruby"), "ruby", program, arguments);
    }

    /** @param jar from {@link PeerPackages#jar} */
    static PeerProcess java(Path jar, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // It starts in half the time, and has not much to do.
        List<String> line = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        line.addAll(List.of(arguments));
        return new PeerProcess(new ProcessBuilder(line));
    }

    private static PeerProcess of(Path directory, String interpreter, String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(interpreter, program));
        line.addAll(List.of(arguments));
        return new PeerProcess(new ProcessBuilder(line).directory(directory.toFile()));
    }

    /** Started as it is described; it must end with its standard input by itself. */
    PeerProcess(ProcessBuilder program) {
        try {
            process = program.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of " + program.command());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("its output ended: " + e.getMessage());
        }
    }

    /** All it has said. */
    List<String> lines() {
        return lines;
    }

    /** Waits for a line that starts so and returns the rest of it. */
    String said(String start) {
        return await().alias(start + " in " + lines)
                .atMost(PATIENCE)
                .until(
                        () -> lines.stream()
                                .filter(line -> line.startsWith(start))
                                .findFirst()
                                .map(line -> line.substring(start.length()).strip()),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it end what it has started itself, if it does so soon. */
    @Override
    public void close() {
        try {
            input.close();
            process.waitFor(3, TimeUnit.SECONDS);
        } catch (IOException e) {
            lines.add("its input could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer input;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** @param directory where {@link PeerPackages#node} has put the program and what it needs */
    static PeerProcess node(Path directory, String program, String... arguments) {
        return new PeerProcess(directory, "node", program, arguments);
    }

    /**
     * @param interpreter from {@link PeerPackages#python}
     * @param program of {@code src/test/python}
     */
    static PeerProcess python(String interpreter, String program, String... arguments) {
        return new PeerProcess(Path.of("src/test/python"), interpreter, program, arguments);
    }

    private PeerProcess(Path directory, String interpreter, String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(interpreter, program));
        line.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of " + program);
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

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

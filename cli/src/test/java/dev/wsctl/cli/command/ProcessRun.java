package dev.wsctl.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** wsctl as a process of its own, to be sent signals; with a directory of its own for whatever is temporary. */
final class ProcessRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 180;
    private static final Pattern DELIVERIES = Pattern.compile("measuring .*/s +[1-9][0-9,]* of ");

    private final Process process;
    private final Path temp;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    ProcessRun(Path temp, String... arguments) throws IOException {
        this.temp = temp.toRealPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the launcher starts most commands: what takes seconds has no use for the optimising compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + this.temp,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wsctl.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("REDIS_URL");
        process = builder.start();
        process.getOutputStream().close();
        reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                append(line + '\n');
            }
        } catch (IOException e) {
            append(e.toString());
        }
    }

    private void append(String text) {
        synchronized (output) {
            output.append(text);
        }
    }

    /** Standard output and error, as far as they have come. */
    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Whether a load test has told that messages came: ended before, it has nothing to report. */
    boolean tellsOfDeliveries() {
        return DELIVERIES.matcher(output()).find();
    }

    long pid() {
        return process.pid();
    }

    /** @param name as kill(1) takes it, such as INT */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The exit code; 128 + the signal's number after a signal. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s:\n" + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return process.exitValue();
    }

    /** Processes that work with the temporary directory: servers, Redis, guards. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != process.pid())
                .flatMap(handle -> handle.info().commandLine().stream())
                .filter(line -> line.contains(temp.toString()))
                .toList();
    }

    List<Path> files() {
        try (Stream<Path> files = Files.list(temp)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

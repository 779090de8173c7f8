package dev.wsctl.cli.demo;

import dev.wsctl.server.embedded.GuardedProcess;
import dev.wsctl.server.embedded.ProcessGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference server as a process of its own, on a free port, with its own way to Redis. Neither the process nor its
 * files outlive this JVM, however that ends.
 */
public final class Instance implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(4);
    private static final Pattern ADDRESS = Pattern.compile("ws://[^\\s/]+:(\\d+)");

    private final String id;
    private final Relay relay;
    private final ProcessGuard guard;
    private final GuardedProcess process;
    private final Path log;
    private int port;

    private Instance(String id, Relay relay, ProcessGuard guard, GuardedProcess process, Path log) {
        this.id = id;
        this.relay = relay;
        this.guard = guard;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the process; {@link #awaitReady} tells when it serves.
     *
     * @param relay its only way to Redis
     * @param degradedAfter how long it is without Redis before it says so
     */
    static Instance start(String id, Relay relay, Duration degradedAfter) {
        try {
            Path directory = Files.createTempDirectory("wsctl-demo-" + id + "-").toRealPath();
            ProcessGuard guard = ProcessGuard.start(directory);
            Path log = directory.resolve("server.log");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(classArchive());
            command.addAll(List.of(
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Djava.io.tmpdir=" + directory,
                    "-Dio.lettuce.core.jfr=false",
                    "-Dio.netty.jfr.enabled=false",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.wsctl.server.ServerMain",
                    "--port",
                    "0",
                    "--instance-id",
                    id,
                    "--redis",
                    "redis://127.0.0.1:" + relay.port() + "/0",
                    "--redis-degraded-after",
                    degradedAfter.toMillis() + "ms",
                    "--heartbeat-interval",
                    "2s"));
            return new Instance(id, relay, guard, GuardedProcess.start(command, guard, log), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start instance " + id + ": " + e.getMessage(), e);
        }
    }

    /** What makes this JVM start faster does so for the server, too. */
    private static List<String> classArchive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .toList();
    }

    /** @throws UncheckedIOException with the end of its log, if it ends or is not ready within a minute */
    void awaitReady() {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = process.awaitExit(50, TimeUnit.MILLISECONDS);
            Matcher address = ADDRESS.matcher(readLog());
            if (!ended && address.find()) {
                port = Integer.parseInt(address.group(1));
                return;
            }
            if (ended) {
                break;
            }
        }
        String text = readLog();
        throw new UncheckedIOException(new IOException("instance " + id + " did not start. Its log ends:\n"
                + text.substring(Math.max(0, text.length() - 2000))));
    }

    private String readLog() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    public String id() {
        return id;
    }

    public Relay relay() {
        return relay;
    }

    public long pid() {
        return process.pid();
    }

    /** {@code 127.0.0.1:41001}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public URI webSocket() {
        return URI.create("ws://" + address() + "/ws");
    }

    public URI health() {
        return URI.create("http://" + address() + "/health/redis");
    }

    void terminate() {
        process.terminate();
    }

    /** Ends the process, orderly if it was asked to in time, and removes its files. */
    @Override
    public void close() {
        process.terminate();
        if (!process.awaitExit(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.kill();
        }
        relay.close();
        try {
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the files of instance " + id, e);
        }
    }
}

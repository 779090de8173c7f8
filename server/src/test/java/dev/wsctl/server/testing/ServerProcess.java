package dev.wsctl.server.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance as a process of its own, as in production. Listens on 127.0.0.1 unless told otherwise. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern GREETING = Pattern.compile("listening on (ws://[^ ]+)");

    private final Process process;
    private final String greeting;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final Thread errorReader;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        // Read all the time: a full pipe would stop the server.
        errorReader = new Thread(this::readError, "server-stderr");
        errorReader.setDaemon(true);
        errorReader.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        this.greeting = line == null ? "" : line;
    }

    private void readError() {
        try (InputStream in = process.getErrorStream()) {
            byte[] buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                error.write(buffer, 0, n);
            }
        } catch (IOException ended) {
            // Killed.
        }
    }

    /** Returns when it accepts connections, or has ended because it cannot; the environment of the build is not passed on. */
    public static ServerProcess start(String... flags) throws IOException {
        return start(List.of(), List.of(flags));
    }

    /** @param jvm options of the Java machine */
    public static ServerProcess start(List<String> jvm, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.wsctl.server.ServerMain"));
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        return new ServerProcess(builder.start());
    }

    /** The line by which it says where it listens; empty if it doesn't. */
    public String greeting() {
        return greeting;
    }

    /** Where chat clients connect to, {@code ws://127.0.0.1:port/ws}. */
    public URI webSocketUri() {
        Matcher matcher = GREETING.matcher(greeting);
        if (!matcher.find()) {
            throw new IllegalStateException("not listening: " + greeting + log());
        }
        return URI.create(matcher.group(1));
    }

    /** @param path such as {@code /health} */
    public URI httpUri(String path) {
        return URI.create(webSocketUri().toString().replace("ws://", "http://").replace("/ws", path));
    }

    /** What it has written on stderr so far. */
    public String log() {
        return error.toString(StandardCharsets.UTF_8);
    }

    /** What it wrote on stderr, once it has ended. */
    public String error() throws InterruptedException {
        errorReader.join(TimeUnit.SECONDS.toMillis(30));
        return log();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end, up to 60 s. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    /** Its connections are closed when this returns. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

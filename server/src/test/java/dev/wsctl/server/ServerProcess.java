package dev.wsctl.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance as a process of its own, as in production. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern GREETING = Pattern.compile("listening on (ws://[^ ]+)");

    private final Process process;
    private final String greeting;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        this.greeting = line == null ? "" : line;
    }

    /** Returns when it accepts connections, or has ended because it cannot. */
    static ServerProcess start(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wsctl.server.ServerMain"));
        command.addAll(List.of(flags));
        return new ServerProcess(new ProcessBuilder(command).start());
    }

    String greeting() {
        return greeting;
    }

    URI webSocketUri() {
        Matcher matcher = GREETING.matcher(greeting);
        if (!matcher.find()) {
            throw new IllegalStateException("not listening: " + greeting + error());
        }
        return URI.create(matcher.group(1));
    }

    URI httpUri(String path) {
        return URI.create(webSocketUri().toString().replace("ws://", "http://").replace("/ws", path));
    }

    /** What it wrote on stderr, once it has ended. */
    String error() {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

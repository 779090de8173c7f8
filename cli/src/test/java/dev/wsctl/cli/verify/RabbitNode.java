package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A RabbitMQ as Debian has it, with its STOMP over WebSocket; alone until it joins another. */
final class RabbitNode implements AutoCloseable {
    private static final String PROGRAMS = "/usr/lib/rabbitmq/bin/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final String name;
    private final int names;
    private final int port = freePort();
    private final int distribution = freePort();
    private final PeerProcess process;

    /**
     * @param directory that all nodes share
     * @param names the port of {@link #names}
     * @param idle how long it lets a client be silent
     */
    RabbitNode(Path directory, String name, int names, Duration idle) {
        this.directory = directory;
        this.name = name + "@localhost";
        this.names = names;
        write(name + ".conf", """
                listeners.tcp = none
                stomp.listeners.tcp = none
                stomp.default_user = guest
                stomp.default_pass = guest
                web_stomp.tcp.ip = 127.0.0.1
                web_stomp.tcp.port = %d
                web_stomp.ws_opts.idle_timeout = %d
                """.formatted(port, idle.toMillis()));
        write(name + ".plugins", "[rabbitmq_web_stomp].");
        process = new PeerProcess(described(List.of(PeerPackages.program(PROGRAMS + "rabbitmq-server"))));
    }

    /** What nodes find each other by, on a port of its own. */
    static PeerProcess names(int port) {
        String program = "epmd -port \"$0\" -address 127.0.0.1 & cat >/dev/null; kill $!";
        return new PeerProcess(new ProcessBuilder("sh", "-c", program, "" + port));
    }

    private ProcessBuilder described(List<String> command) {
        String plain = name.substring(0, name.indexOf('@'));
        ProcessBuilder program = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = program.environment();
        environment.put("HOME", directory.toString());
        environment.put("ERL_EPMD_PORT", "" + names);
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        // Its standard input is Erlang's shell then, and the node ends with it.
        environment.put("RABBITMQ_ALLOW_INPUT", "true");
        environment.put("RABBITMQ_NODENAME", name);
        environment.put("RABBITMQ_DIST_PORT", "" + distribution);
        environment.put(
                "RABBITMQ_CONFIG_FILE", directory.resolve(plain + ".conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                directory.resolve(plain + ".plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", directory.resolve(plain + ".pid").toString());
        return program;
    }

    /** Waits until it serves. */
    String url() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).as(process.lines().toString()).isTrue();
            }
        });
        return "ws://127.0.0.1:" + port + "/ws";
    }

    /** From now on they are one broker. */
    void join(RabbitNode other) {
        control("stop_app");
        control("join_cluster", other.name);
        control("start_app");
    }

    private void control(String... words) {
        List<String> command = new ArrayList<>(List.of(PROGRAMS + "rabbitmqctl", "-n", name));
        command.addAll(List.of(words));
        Path log = directory.resolve("rabbitmqctl.log");
        try {
            Process process = described(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended && process.exitValue() == 0)
                    .as(Files.readString(log))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The secret by which nodes know each other. */
    static void cookie(Path directory) throws IOException {
        Path cookie = Files.writeString(directory.resolve(".erlang.cookie"), "OFATEST");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    }

    private void write(String file, String content) {
        try {
            Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

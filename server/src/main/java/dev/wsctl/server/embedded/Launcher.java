package dev.wsctl.server.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts redis-server on free ports, elsewhere if somebody else was faster, and waits until it answers; afterwards always on
 * those ports, which can be kept for it while it is down. Not thread-safe.
 */
final class Launcher {

    static final String HOST = "127.0.0.1";

    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final int PORT_ATTEMPTS = 20;

    private final EmbeddedRedisOptions options;
    private final Path privateDirectory;
    private final Path dataDirectory;
    private final ProcessGuard guard;
    private final Path binary;
    private final PortHold hold = new PortHold();
    private int port;
    private int tlsPort;

    /**
     * @param privateDirectory for the binary, the configuration, the log and the Unix socket
     * @throws IOException if the binary cannot be unpacked
     */
    Launcher(EmbeddedRedisOptions options, Path privateDirectory, Path dataDirectory, ProcessGuard guard)
            throws IOException {
        this.options = options;
        this.privateDirectory = privateDirectory;
        this.dataDirectory = dataDirectory;
        this.guard = guard;
        binary = RedisBinary.extractTo(privateDirectory);
    }

    int port() {
        return port;
    }

    /** 0 without TLS. */
    int tlsPort() {
        return tlsPort;
    }

    Path unixSocket() {
        return privateDirectory.resolve("redis.sock");
    }

    /** The server has ended and is to come back where it was. */
    void keepPorts() throws IOException {
        hold.close();
        hold.add(port);
        hold.add(tlsPort);
    }

    /** It does not come back, or does now. */
    void freePorts() throws IOException {
        hold.close();
    }

    /** The end of what the server printed, at most 4,000 characters. */
    String log() {
        try {
            String log = Files.readString(logFile(), StandardCharsets.UTF_8);
            return log.substring(Math.max(0, log.length() - 4_000));
        } catch (IOException e) {
            return "";
        }
    }

    /** With the default user's password. */
    RespSocket connect(int toPort, Duration timeout) throws IOException {
        RespSocket socket = new RespSocket(HOST, toPort, timeout);
        try {
            if (!options.password().isEmpty()) {
                socket.command("AUTH", options.password());
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Starts it.
     *
     * @return the server, which answers
     * @throws UncheckedIOException if it cannot be started, or does not answer within 30 s; nothing runs then
     */
    GuardedProcess launch() {
        boolean anyPort = port == 0 && options.port() == 0;
        String lastLog = "";
        for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
            try {
                if (port == 0 || anyPort) {
                    port = options.port() != 0 ? options.port() : freePort();
                    tlsPort = options.isTls() ? freePort() : 0;
                }
                freePorts();
                GuardedProcess started = launchOnce();
                if (started != null) {
                    return started;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start the embedded Redis: " + e.getMessage(), e);
            }
            lastLog = log();
            // "Text file busy": another thread of this JVM forked while the binary was open for writing.
            boolean taken = portTaken(lastLog);
            if (!(taken || lastLog.contains("ext file busy")) || (taken && options.port() != 0)) {
                break;
            }
        }
        String reason = portTaken(lastLog)
                ? "port " + port + " is taken"
                : "redis-server did not get ready. Its log ends:\n" + lastLog;
        throw new UncheckedIOException("Cannot start the embedded Redis: " + reason, new IOException(reason));
    }

    /** Null if it has ended, or was ended because it did not answer. */
    private @Nullable GuardedProcess launchOnce() throws IOException {
        Files.deleteIfExists(logFile());
        Path config = privateDirectory.resolve("redis.conf");
        // A file, not arguments: anyone on the machine can read a process' arguments, and these hold passwords.
        Files.writeString(config, options.render(port, tlsPort, dataDirectory, unixSocket()));
        List<String> command = new ArrayList<>(List.of(binary.toString(), config.toString()));
        if (options.isSentinel()) {
            command.add("--sentinel");
        }
        GuardedProcess started = GuardedProcess.start(command, guard, logFile());
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            if (started.awaitExit(10, TimeUnit.MILLISECONDS)) {
                return null;
            }
            // Its own log first: another Redis may answer on this port until ours notices that it is taken.
            String log = log();
            if ((log.contains("Ready to accept connections") || log.contains("Sentinel ID is")) && answers()) {
                return started;
            }
        }
        started.kill();
        return null;
    }

    private static boolean portTaken(String log) {
        // The system's C library words it: "Address in use" (musl) or "Address already in use" (glibc, macOS).
        return log.contains("Could not create server TCP listening socket") && log.contains("in use");
    }

    private boolean answers() {
        try (RespSocket socket = connect(port, Duration.ofSeconds(1))) {
            return socket.command("PING").equals("PONG");
        } catch (RedisReplyException refused) {
            // With the default user off, a refusal is all a stranger can get, and proves as much as PONG.
            return refused.getMessage() != null && !refused.getMessage().startsWith("LOADING");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path logFile() {
        return privateDirectory.resolve("redis.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // A cluster node also takes its port + 10000.
            return socket.getLocalPort() > 55_000 ? socket.getLocalPort() - 20_000 : socket.getLocalPort();
        }
    }
}

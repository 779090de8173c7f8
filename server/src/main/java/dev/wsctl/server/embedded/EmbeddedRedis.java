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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real redis-server 7.0.15, run as a child process on 127.0.0.1.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start()) {
 *     connectTo(redis.url());          // redis://127.0.0.1:45123/0
 *     redis.suspend();                 // accepts connections, answers nothing
 *     redis.resume();
 *     redis.kill();                    // kill -9
 *     redis.restart();                 // the same port again
 * }
 * }</pre>
 *
 * <p>Once a factory or {@link #restart} returns, the server answers. Nothing is saved unless {@link
 * EmbeddedRedisOptions#appendOnly} asks for it. {@link #close} leaves neither process nor file behind, and so does the end of
 * the JVM, whatever ends it: a shutdown hook covers the ordinary ways, and a guard process covers SIGKILL (see {@link
 * ProcessGuard}). Runs where the binary exists: Linux and macOS on x86-64 and arm64.
 *
 * <p>Methods are safe to call from any thread. Failures are {@link UncheckedIOException}s whose message says what
 * failed and quotes the end of the server's log.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);
    private static final int PORT_ATTEMPTS = 20;
    private static final Set<EmbeddedRedis> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> List.copyOf(RUNNING).forEach(EmbeddedRedis::end), "embedded-redis"));
    }

    private final EmbeddedRedisOptions options;
    private final Path privateDirectory;
    private final Path dataDirectory;
    private final Path binary;
    private final ProcessGuard guard;
    private int port;
    private int tlsPort;
    private @Nullable GuardedProcess process;
    private boolean closed;

    private EmbeddedRedis(EmbeddedRedisOptions options) throws IOException {
        this.options = options;
        // Resolved, because macOS' temporary directory is a symbolic link and Redis prints real paths.
        privateDirectory = Files.createTempDirectory("wsctl-redis-").toRealPath();
        guard = ProcessGuard.start(privateDirectory);
        RUNNING.add(this);
        Path asked = options.directory();
        dataDirectory = asked != null ? asked : Files.createDirectory(privateDirectory.resolve("data"));
        binary = RedisBinary.extractTo(privateDirectory);
    }

    /** Starts a Redis without password on a free port. */
    public static EmbeddedRedis start() {
        return start(new EmbeddedRedisOptions());
    }

    /**
     * Starts a Redis.
     *
     * @throws UncheckedIOException if it cannot be started, or does not answer within 30 s
     */
    public static EmbeddedRedis start(EmbeddedRedisOptions options) {
        EmbeddedRedis redis;
        try {
            redis = new EmbeddedRedis(options.copy());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the embedded Redis: " + e.getMessage(), e);
        }
        try {
            redis.launch();
            return redis;
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    /** What to start; see the methods. Every method returns this object. */
    public static EmbeddedRedisOptions options() {
        return new EmbeddedRedisOptions();
    }

    /** Always 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** The TCP port; the same over restarts. */
    public synchronized int port() {
        return port;
    }

    /** Where TLS is spoken, if {@link EmbeddedRedisOptions#tls} asked for it; the same over restarts. */
    public synchronized int tlsPort() {
        return tlsPort;
    }

    /** {@code redis://[:password@]127.0.0.1:port/0}. Holds the password: don't print it. */
    public String url() {
        return "redis://" + (options.password().isEmpty() ? "" : ":" + options.password() + "@") + host() + ":" + port()
                + "/0";
    }

    /** The Unix socket, there if {@link EmbeddedRedisOptions#unixSocket} asked for it. */
    public Path unixSocket() {
        return privateDirectory.resolve("redis.sock");
    }

    /** Where data files go: {@link EmbeddedRedisOptions#directory}, or a private one that {@link #close} removes. */
    public Path directory() {
        return dataDirectory;
    }

    /** The process id of redis-server, of the last one when it is stopped. */
    public synchronized long pid() {
        return current().pid();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The end of what the server printed, at most 4,000 characters. */
    public String log() {
        try {
            String log = Files.readString(logFile(), StandardCharsets.UTF_8);
            return log.substring(Math.max(0, log.length() - 4_000));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Sends one command on a connection of its own, with the default user's password, and returns its reply; a nested
     * reply as one element a line. For set-up and inspection, not for speed.
     *
     * @throws UncheckedIOException if Redis cannot be reached, does not answer within 5 s, or refuses the command (the
     *     cause then is a {@link RedisReplyException})
     */
    public String command(String... words) {
        try (RespSocket socket = connect(SOCKET_TIMEOUT)) {
            return socket.command(words);
        } catch (IOException e) {
            throw new UncheckedIOException(words[0] + " failed on the embedded Redis: " + e.getMessage(), e);
        }
    }

    /** Ends the server in an orderly way, forced after 5 s. Does nothing when it is not running. */
    public synchronized void stop() {
        if (process == null || !process.isAlive()) {
            return;
        }
        process.terminate();
        if (!process.awaitExit(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.kill();
        }
    }

    /** kill -9. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** SIGSTOP: the kernel still accepts connections, the server answers nothing. */
    public synchronized void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    public synchronized void resume() {
        signal("CONT");
    }

    /** Stops the server if it runs, and starts it on the same port with the data its files hold. */
    public synchronized void restart() {
        stop();
        launch();
    }

    /** Like {@link #restart}, but empty: data files are removed first. */
    public synchronized void restartEmpty() {
        stop();
        try {
            deleteTree(dataDirectory.resolve("appendonlydir"));
            Files.deleteIfExists(dataDirectory.resolve("dump.rdb"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the embedded Redis' data in " + dataDirectory, e);
        }
        launch();
    }

    /** Ends the server and removes its files. Idempotent. */
    @Override
    public void close() {
        end();
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        RUNNING.remove(this);
        // What nobody will read again need not be shut down gently.
        if (options.directory() == null) {
            kill();
        } else {
            stop();
        }
        try {
            deleteTree(privateDirectory);
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + privateDirectory, e);
        }
    }

    private synchronized void launch() {
        if (closed) {
            throw new IllegalStateException("this embedded Redis is closed");
        }
        boolean anyPort = port == 0 && options.port() == 0;
        String lastLog = "";
        for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
            try {
                if (port == 0 || anyPort) {
                    port = options.port() != 0 ? options.port() : freePort();
                    tlsPort = options.isTls() ? freePort() : 0;
                }
                if (launchOnce()) {
                    return;
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
        kill();
        String reason = portTaken(lastLog)
                ? "port " + port + " is taken"
                : "redis-server did not get ready. Its log ends:\n" + lastLog;
        throw new UncheckedIOException("Cannot start the embedded Redis: " + reason, new IOException(reason));
    }

    private boolean launchOnce() throws IOException {
        Files.deleteIfExists(logFile());
        Path config = privateDirectory.resolve("redis.conf");
        // A file, not arguments: anyone on the machine can read a process' arguments, and these hold passwords.
        Files.writeString(config, options.render(port, tlsPort, dataDirectory, unixSocket()));
        List<String> command = new ArrayList<>(List.of(binary.toString(), config.toString()));
        if (options.isSentinel()) {
            command.add("--sentinel");
        }
        GuardedProcess started = GuardedProcess.start(command, guard, logFile());
        process = started;
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            if (started.awaitExit(10, TimeUnit.MILLISECONDS)) {
                return false;
            }
            // Its own log first: another Redis may answer on this port until ours notices that it is taken.
            String log = log();
            if ((log.contains("Ready to accept connections") || log.contains("Sentinel ID is")) && answers()) {
                return true;
            }
        }
        return false;
    }

    private static boolean portTaken(String log) {
        // The system's C library words it: "Address in use" (musl) or "Address already in use" (glibc, macOS).
        return log.contains("Could not create server TCP listening socket") && log.contains("in use");
    }

    private boolean answers() {
        try (RespSocket socket = connect(Duration.ofSeconds(1))) {
            return socket.command("PING").equals("PONG");
        } catch (RedisReplyException refused) {
            // With the default user off, a refusal is all a stranger can get, and proves as much as PONG.
            return refused.getMessage() != null && !refused.getMessage().startsWith("LOADING");
        } catch (IOException notYet) {
            return false;
        }
    }

    private RespSocket connect(Duration timeout) throws IOException {
        RespSocket socket = new RespSocket(host(), port(), timeout);
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

    private void signal(String name) {
        try {
            current().signal(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private GuardedProcess current() {
        if (process == null) {
            throw new IllegalStateException("this embedded Redis was never started");
        }
        return process;
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

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

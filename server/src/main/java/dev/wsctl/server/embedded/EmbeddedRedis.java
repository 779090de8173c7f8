package dev.wsctl.server.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);
    private static final Set<EmbeddedRedis> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> List.copyOf(RUNNING).forEach(EmbeddedRedis::end), "embedded-redis"));
    }

    private final EmbeddedRedisOptions options;
    private final Path privateDirectory;
    private final Path dataDirectory;
    private final ProcessGuard guard;
    private final Launcher launcher;
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
        launcher = new Launcher(options, privateDirectory, dataDirectory, guard);
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
        return Launcher.HOST;
    }

    /** The TCP port; the same over restarts, and nobody else's in between. */
    public synchronized int port() {
        return launcher.port();
    }

    /** Where TLS is spoken, if {@link EmbeddedRedisOptions#tls} asked for it; the same over restarts. */
    public synchronized int tlsPort() {
        return launcher.tlsPort();
    }

    /** {@code redis://[:password@]127.0.0.1:port/0}. Holds the password: don't print it. */
    public String url() {
        return "redis://" + (options.password().isEmpty() ? "" : ":" + options.password() + "@") + host() + ":" + port()
                + "/0";
    }

    /** The Unix socket, there if {@link EmbeddedRedisOptions#unixSocket} asked for it. */
    public Path unixSocket() {
        return launcher.unixSocket();
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
        return launcher.log();
    }

    /**
     * Sends one command on a connection of its own, with the default user's password, and returns its reply; a nested
     * reply as one element a line. For set-up and inspection, not for speed.
     *
     * @throws UncheckedIOException if Redis cannot be reached, does not answer within 20 s, or refuses the command (the
     *     cause then is a {@link RedisReplyException})
     */
    public String command(String... words) {
        try (RespSocket socket = launcher.connect(port(), SOCKET_TIMEOUT)) {
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
        keepPorts();
    }

    /** kill -9. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            keepPorts();
        }
    }

    private void keepPorts() {
        try {
            launcher.keepPorts();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the embedded Redis' port " + launcher.port(), e);
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
            launcher.freePorts();
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
        process = launcher.launch();
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

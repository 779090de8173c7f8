package dev.wsctl.server.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process under a {@link ProcessGuard}, from before its first instruction: a shell waits for a word from this
 * JVM before it becomes the program (exec keeps the process id), and the word comes after the guard knows the id.
 *
 * <p>Where there is a {@code setsid} command (Linux), the program gets a session of its own: Ctrl-C in a terminal then
 * reaches the JVM alone, which decides in which order things end.
 */
public final class GuardedProcess {

    private static final String SCRIPT = """
            read -r word || exit 1
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@" </dev/null; fi
            exec "$@" </dev/null
            """;

    private final Process process;
    private final ProcessGuard guard;

    private GuardedProcess(Process process, ProcessGuard guard) {
        this.process = process;
        this.guard = guard;
    }

    /** @param output receives what the program prints, appended */
    public static GuardedProcess start(List<String> command, ProcessGuard guard, Path output) throws IOException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "wsctl-redis"));
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        guard.watch(process.pid());
        try (OutputStream word = process.getOutputStream()) {
            word.write("go\n".getBytes(StandardCharsets.US_ASCII));
        }
        return new GuardedProcess(process, guard);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of the process; false if it still runs then. */
    public boolean awaitExit(long time, TimeUnit unit) {
        boolean ended;
        try {
            ended = process.waitFor(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = !process.isAlive();
        }
        if (ended) {
            dismissGuard();
        }
        return ended;
    }

    private void dismissGuard() {
        try {
            guard.forget();
        } catch (IOException guardGone) {
            // Then there is nobody who could kill a stranger's process either.
        }
    }

    /** Asks to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when the process has ended, at most 5 s later. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(5, TimeUnit.SECONDS);
    }

    /** @param name as kill(1) takes it, such as STOP */
    public void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .redirectErrorStream(true)
                .start();
        try {
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("cannot send SIG" + name + " to redis-server " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending SIG" + name, e);
        }
    }
}

package dev.wsctl.server.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Sees to it that a child process and its private directory don't outlive this JVM, not even one killed with SIGKILL.
 *
 * <p>A small shell reads process ids from a pipe that only this JVM holds open. At end of file, which the kernel
 * delivers however the JVM ended, it kills the last process named and removes the directory.
 */
public final class ProcessGuard implements AutoCloseable {

    // Signals that a terminal sends to the whole foreground group must not end the guard before its work is done.
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            child=
            while read -r line; do child=$line; done
            [ -z "$child" ] || kill -9 "$child"
            rm -rf -- "$1"
            """;

    private final OutputStream pipe;

    private ProcessGuard(OutputStream pipe) {
        this.pipe = pipe;
    }

    /** @param directory removed when this JVM has died, or the guard is closed */
    public static ProcessGuard start(Path directory) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "wsctl-guard", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ProcessGuard(shell.getOutputStream());
    }

    void watch(long pid) throws IOException {
        tell(Long.toString(pid));
    }

    /** The process has ended: its id may belong to another process soon and must not be killed any more. */
    void forget() throws IOException {
        tell("");
    }

    private void tell(String line) throws IOException {
        pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}

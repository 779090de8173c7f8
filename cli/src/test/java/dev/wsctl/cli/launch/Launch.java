package dev.wsctl.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of the launcher. */
final class Launch {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    Launch(ProcessBuilder builder) throws IOException {
        process = builder.start();
        process.getOutputStream().close();
        out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    /** Waits for its end; one that does not come is killed, and an error. */
    Launch await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end within " + PATIENCE_SECONDS + " s");
        }
        return this;
    }

    int exitCode() {
        return process.exitValue();
    }

    String out() {
        return out.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    String err() {
        return err.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}

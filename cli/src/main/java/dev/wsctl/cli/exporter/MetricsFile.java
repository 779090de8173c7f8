package dev.wsctl.cli.exporter;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A file for node_exporter's textfile collector: replaced as a whole, so that nobody ever reads half of it. */
public final class MetricsFile {
    private final Path file;

    /** @param file ends in {@code .prom}, or node_exporter overlooks it */
    public MetricsFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @throws WsctlException when it cannot be written; the old one stays then */
    public void write(String metrics) {
        Path written = null;
        try {
            // Beside it, since only a move within a file system is atomic; not *.prom, or it would be read.
            written = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp");
            Files.write(written, metrics.getBytes(StandardCharsets.UTF_8));
            if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(written);
            throw new WsctlException(
                    ExitCode.CRITICAL,
                    "can't write " + file + ": " + e.getClass().getSimpleName(),
                    "a folder that exists and may be written to");
        }
    }

    private static void discard(@Nullable Path written) {
        if (written != null) {
            try {
                Files.deleteIfExists(written);
            } catch (IOException e) {
                // The folder has gone, and the file with it.
            }
        }
    }
}

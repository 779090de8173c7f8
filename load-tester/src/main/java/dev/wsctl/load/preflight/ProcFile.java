package dev.wsctl.load.preflight;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files of Linux' {@code /proc}. */
public final class ProcFile {

    private ProcFile() {}

    /**
     * In large reads: a file below {@code /proc/sys} answers the first one only, and {@code Files.readString} begins with a
     * single byte.
     *
     * @return empty if this is another kind of system, or the file is not ours to read
     */
    public static String text(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                text.write(buffer, 0, n);
            }
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}

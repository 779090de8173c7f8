package dev.wsctl.cli.source;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Values in zlib's format (C5). */
final class Zlib {
    /** More than any session; what unpacks to more was made to fill somebody's memory. */
    private static final int LONGEST = 8 << 20;

    private static final byte FIRST = 0x78;

    private Zlib() {}

    /** Null for what is not compressed, not whole, or unreasonably large. */
    static byte @Nullable [] inflate(byte[] stored) {
        if (stored.length == 0 || stored[0] != FIRST) {
            return null;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            ByteArrayOutputStream value = new ByteArrayOutputStream(512);
            byte[] buffer = new byte[4096];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 || value.size() + length > LONGEST) {
                    return null;
                }
                value.write(buffer, 0, length);
            }
            return value.toByteArray();
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }
}

package dev.wsctl.server.session;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Values over 100 bytes in zlib's format, as common cache libraries of web frameworks write them (C5); shorter ones, and
 * those that would not become shorter, as they are. A reader tells them apart by their first byte: JSON objects begin
 * with a brace.
 */
final class CompressedValue {

    private static final int LONGEST_PLAIN = 100;
    private static final int LONGEST = 1 << 20;
    private static final byte ZLIB = 0x78;

    /** Kept: making one costs more than what it does to a session. */
    private static final ThreadLocal<Deflater> DEFLATERS = ThreadLocal.withInitial(Deflater::new);

    private CompressedValue() {}

    static byte[] write(byte[] value) {
        if (value.length <= LONGEST_PLAIN) {
            return value;
        }
        Deflater deflater = DEFLATERS.get();
        deflater.reset();
        deflater.setInput(value);
        deflater.finish();
        byte[] shorter = new byte[value.length];
        int length = deflater.deflate(shorter);
        return deflater.finished() ? Arrays.copyOf(shorter, length) : value;
    }

    /** Empty for what looks compressed and is not, or is larger than a session can be. */
    static Optional<byte[]> read(byte[] stored) {
        if (stored.length == 0 || stored[0] != ZLIB) {
            return Optional.of(stored);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            ByteArrayOutputStream value = new ByteArrayOutputStream(512);
            byte[] buffer = new byte[4096];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 || value.size() + length > LONGEST) {
                    return Optional.empty();
                }
                value.write(buffer, 0, length);
            }
            return Optional.of(value.toByteArray());
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}

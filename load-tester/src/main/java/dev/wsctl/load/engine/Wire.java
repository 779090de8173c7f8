package dev.wsctl.load.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How values look between the processes of a run; histograms in HdrHistogram's own compressed form. */
final class Wire {

    /** What is read must not be taken for a length that fills the memory. */
    private static final int LONGEST = 64 << 20;

    interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private Wire() {}

    static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return bytes;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST) {
            throw new IOException("a length that cannot be: " + count);
        }
        return count;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    static void span(DataOutputStream out, Duration span) throws IOException {
        out.writeLong(span.toNanos());
    }

    static Duration span(DataInputStream in) throws IOException {
        return Duration.ofNanos(in.readLong());
    }

    static void bits(DataOutputStream out, BitSet bits) throws IOException {
        bytes(out, bits.toByteArray());
    }

    static BitSet bits(DataInputStream in) throws IOException {
        return BitSet.valueOf(bytes(in));
    }

    static void longs(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    /** @param into as many as were written */
    static void longs(DataInputStream in, long[] into) throws IOException {
        if (in.readInt() != into.length) {
            throw new IOException("another number of figures than this plan has");
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = in.readLong();
        }
    }

    static void ints(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] ints(DataInputStream in) throws IOException {
        byte[] bytes = new byte[4 * Math.min(count(in), LONGEST / 4)];
        in.readFully(bytes);
        int[] values = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).asIntBuffer().get(values);
        return values;
    }

    static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(out, value);
        }
    }

    static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
        int count = count(in);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    static void histogram(DataOutputStream out, @Nullable Histogram histogram) throws IOException {
        if (histogram == null || histogram.getTotalCount() == 0) {
            out.writeInt(0);
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        out.writeInt(length);
        out.write(buffer.array(), 0, length);
    }

    /** Null for an empty one. */
    static @Nullable Histogram histogram(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        if (bytes.length == 0) {
            return null;
        }
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), Recorder.LONGEST_NANOS);
        } catch (DataFormatException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("a histogram that cannot be read", e);
        }
    }

    /** Adds what was written to a histogram of ours. */
    static void histogram(DataInputStream in, Histogram into) throws IOException {
        Histogram read = histogram(in);
        if (read != null) {
            into.add(read);
        }
    }
}

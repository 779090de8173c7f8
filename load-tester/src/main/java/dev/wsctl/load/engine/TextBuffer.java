package dev.wsctl.load.engine;

import java.util.Arrays;

/** Bytes of a frame's payload while it is being written; grows to the largest and is used again. Belongs to one event loop. */
final class TextBuffer {

    private byte[] bytes = new byte[512];
    private int length;

    void clear() {
        length = 0;
    }

    /** Valid until more is written. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Leaves so many bytes to be filled by the caller; returns where they begin. */
    int skip(int count) {
        int at = length;
        if (bytes.length < length + count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        length += count;
        return at;
    }

    void write(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, skip(end - start), end - start);
    }

    /** What it takes in decimal. */
    void number(long value) {
        if (value < 0) {
            int sign = skip(1);
            bytes[sign] = '-';
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        int at = skip(digits) + digits;
        long rest = value;
        for (int i = 0; i < digits; i++) {
            bytes[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
    }

    /** Makes room in the middle: what stands from {@code at} on moves up. */
    void insert(int at, int count) {
        int end = length;
        skip(count);
        System.arraycopy(bytes, at, bytes, at + count, end - at);
    }
}

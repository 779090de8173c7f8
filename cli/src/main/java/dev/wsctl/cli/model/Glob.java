package dev.wsctl.cli.model;

import java.nio.charset.StandardCharsets;

/** A Redis glob ({@code *}, {@code ?}, {@code [a-z]}, {@code \x}), matched on bytes so that no key becomes an object. */
public final class Glob {
    private final byte[] pattern;
    private final String text;

    public Glob(String pattern) {
        this.text = pattern;
        this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    }

    public String text() {
        return text;
    }

    public boolean matches(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return matches(bytes, 0, bytes.length);
    }

    /** Linear in practice: only the last star is ever taken back, which is enough for globs. */
    public boolean matches(byte[] name, int offset, int length) {
        int end = offset + length;
        int n = offset;
        int p = 0;
        int star = -1;
        int retry = 0;
        while (n < end) {
            if (p < pattern.length && pattern[p] == '*') {
                star = ++p;
                retry = n;
                if (star == pattern.length) {
                    return true;
                }
                continue;
            }
            int next = p < pattern.length ? step(p, name[n]) : -1;
            if (next >= 0) {
                p = next;
                n++;
            } else if (star >= 0) {
                p = star;
                n = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    /** Matches one byte against the element at {@code p}: where the next element starts, or −1. */
    private int step(int p, byte c) {
        return switch (pattern[p]) {
            case '?' -> p + 1;
            case '[' -> set(p + 1, c);
            case '\\' -> {
                int escaped = p + 1 < pattern.length ? p + 1 : p;
                yield pattern[escaped] == c ? escaped + 1 : -1;
            }
            default -> pattern[p] == c ? p + 1 : -1;
        };
    }

    private int set(int from, byte c) {
        int p = from;
        boolean negated = p < pattern.length && pattern[p] == '^';
        if (negated) {
            p++;
        }
        boolean found = false;
        while (p < pattern.length && pattern[p] != ']') {
            if (pattern[p] == '\\' && p + 1 < pattern.length) {
                p++;
            }
            int low = pattern[p] & 0xff;
            int high = low;
            if (p + 2 < pattern.length && pattern[p + 1] == '-' && pattern[p + 2] != ']') {
                high = pattern[p + 2] & 0xff;
                p += 2;
            }
            int value = c & 0xff;
            found |= value >= Math.min(low, high) && value <= Math.max(low, high);
            p++;
        }
        return found != negated ? Math.min(p + 1, pattern.length) : -1;
    }
}

package dev.wsctl.cli.payload;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads MessagePack (msgpack.org's specification) into maps, lists, strings, numbers and byte arrays. */
final class MessagePackTree {
    private static final int DEEPEST = 64;

    private final Bytes in;

    private MessagePackTree(Bytes in) {
        this.in = in;
    }

    /** @throws UnreadableException unless the whole is one value */
    static @Nullable Object read(byte[] bytes) throws UnreadableException {
        Bytes in = new Bytes(bytes, ByteOrder.BIG_ENDIAN);
        Object value = new MessagePackTree(in).value(0);
        if (!in.isEmpty()) {
            throw new UnreadableException("something behind its end");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            throw new UnreadableException("nested too deeply");
        }
        int type = in.next();
        if (type < 0x80) {
            return (long) type;
        }
        if (type >= 0xe0) {
            return (long) (byte) type;
        }
        if (type < 0x90) {
            return map(type & 0x0f, depth);
        }
        if (type < 0xa0) {
            return list(type & 0x0f, depth);
        }
        if (type < 0xc0) {
            return in.text(type & 0x1f);
        }
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4, 0xc5, 0xc6 -> in.take(in.unsigned(1 << (type - 0xc4)));
            case 0xc7, 0xc8, 0xc9 -> extension(in.unsigned(1 << (type - 0xc7)));
            case 0xca -> in.float32();
            case 0xcb -> in.float64();
            case 0xcc, 0xcd, 0xce, 0xcf -> in.unsigned(1 << (type - 0xcc));
            case 0xd0, 0xd1, 0xd2, 0xd3 -> in.signed(1 << (type - 0xd0));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1L << (type - 0xd4));
            case 0xd9, 0xda, 0xdb -> in.text(in.unsigned(1 << (type - 0xd9)));
            case 0xdc, 0xdd -> list(in.unsigned(type == 0xdc ? 2 : 4), depth);
            case 0xde, 0xdf -> map(in.unsigned(type == 0xde ? 2 : 4), depth);
            default -> throw new UnreadableException("a type that does not exist");
        };
    }

    private byte[] extension(long length) throws UnreadableException {
        in.next();
        return in.take(length);
    }

    private List<@Nullable Object> list(long size, int depth) throws UnreadableException {
        plausible(size);
        List<@Nullable Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(long size, int depth) throws UnreadableException {
        plausible(2 * size);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            Object key = value(depth + 1);
            map.put(key instanceof String text ? text : TreeText.of(key), value(depth + 1));
        }
        return map;
    }

    /** A value takes a byte at least: a size that somebody invented must not reserve memory. */
    private void plausible(long elements) throws UnreadableException {
        if (elements > in.left()) {
            throw new UnreadableException("cut short");
        }
    }
}

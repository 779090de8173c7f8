package dev.wsctl.cli.payload;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python's pickles of plain data: dictionaries, lists, tuples, strings, numbers. What would name a class or call a
 * function is refused: nothing in a pickle is ever run.
 */
final class PickleTree {
    private static final Object MARK = new Object();

    /** Stands for None, which a deque cannot hold. */
    private static final Object NONE = new Object();

    private static final int MOST_BYTES_OF_A_NUMBER = 64;

    private final Bytes in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleTree(byte[] bytes) {
        this.in = new Bytes(bytes, ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws UnreadableException for what is not plain data */
    static @Nullable Object read(byte[] bytes) throws UnreadableException {
        return plain(new PickleTree(bytes).run());
    }

    private Object run() throws UnreadableException {
        while (true) {
            int operation = in.next();
            if (operation == '.') {
                return pop();
            }
            step(operation);
        }
    }

    private void step(int operation) throws UnreadableException {
        switch (operation) {
            case 0x80 -> in.next(); // protocol
            case 0x95 -> in.unsigned(8); // frame
            case '(' -> stack.push(MARK);
            case '0' -> pop();
            case 'N' -> stack.push(NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push(in.unsigned(1));
            case 'M' -> stack.push(in.unsigned(2));
            case 'J' -> stack.push(in.signed(4));
            case 0x8a -> stack.push(whole(in.unsigned(1)));
            case 'G' -> stack.push(bigEndianDouble());
            case 0x8c -> stack.push(in.text(in.unsigned(1)));
            case 'X' -> stack.push(in.text(in.unsigned(4)));
            case 0x8d -> stack.push(in.text(in.unsigned(8)));
            case 'C', 'U' -> stack.push(in.take(in.unsigned(1)));
            case 'B', 'T' -> stack.push(in.take(in.unsigned(4)));
            case '}' -> stack.push(new LinkedHashMap<String, @Nullable Object>());
            case ']', ')' -> stack.push(new ArrayList<@Nullable Object>());
            case 'l', 't' -> stack.push(listOf(marked()));
            case 0x85, 0x86, 0x87 -> tuple(operation - 0x84);
            case 'd' -> {
                List<Object> items = marked();
                stack.push(new LinkedHashMap<String, @Nullable Object>());
                put(items);
            }
            case 'a' -> {
                Object item = pop();
                append(List.of(item));
            }
            case 'e' -> append(marked());
            case 's' -> {
                Object value = pop();
                put(List.of(pop(), value));
            }
            case 'u' -> put(marked());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'q' -> memo.put(in.unsigned(1), top());
            case 'r' -> memo.put(in.unsigned(4), top());
            case 'h' -> recall(in.unsigned(1));
            case 'j' -> recall(in.unsigned(4));
            default -> throw new UnreadableException("not plain data");
        }
    }

    private void tuple(int size) throws UnreadableException {
        Object[] items = new Object[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        stack.push(listOf(List.of(items)));
    }

    private List<Object> marked() throws UnreadableException {
        List<Object> items = new ArrayList<>();
        for (Object item = pop(); item != MARK; item = pop()) {
            items.add(0, item);
        }
        return items;
    }

    @SuppressWarnings("unchecked") // Only this class pushes lists and maps.
    private void append(List<Object> items) throws UnreadableException {
        if (!(top() instanceof List<?> list)) {
            throw new UnreadableException("appends to what is no list");
        }
        ((List<@Nullable Object>) list).addAll(listOf(items));
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> items) throws UnreadableException {
        if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
            throw new UnreadableException("puts into what is no dictionary");
        }
        for (int i = 0; i < items.size(); i += 2) {
            Object key = plain(items.get(i));
            ((Map<String, @Nullable Object>) map)
                    .put(key instanceof String text ? text : TreeText.of(key), plain(items.get(i + 1)));
        }
    }

    private void recall(long index) throws UnreadableException {
        Object known = memo.get(index);
        // A container within itself would never end when it is written.
        if (known == null || known instanceof List<?> || known instanceof Map<?, ?>) {
            throw new UnreadableException("refers to what it cannot");
        }
        stack.push(known);
    }

    private static List<@Nullable Object> listOf(List<Object> items) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        for (Object item : items) {
            list.add(plain(item));
        }
        return list;
    }

    private static @Nullable Object plain(Object value) {
        return value == NONE ? null : value;
    }

    private Object whole(long length) throws UnreadableException {
        if (length > MOST_BYTES_OF_A_NUMBER) {
            throw new UnreadableException("a number of " + length + " bytes");
        }
        byte[] little = in.take(length);
        byte[] big = new byte[little.length + (little.length == 0 ? 1 : 0)];
        for (int i = 0; i < little.length; i++) {
            big[little.length - 1 - i] = little[i];
        }
        BigInteger value = new BigInteger(big);
        return value.bitLength() < 64 ? (Object) value.longValue() : value.toString();
    }

    private double bigEndianDouble() throws UnreadableException {
        return Double.longBitsToDouble(Long.reverseBytes(in.unsigned(8)));
    }

    private Object pop() throws UnreadableException {
        Object value = stack.poll();
        if (value == null) {
            throw new UnreadableException("takes more than there is");
        }
        return value;
    }

    private Object top() throws UnreadableException {
        Object value = stack.peek();
        if (value == null) {
            throw new UnreadableException("takes more than there is");
        }
        return value;
    }
}

package dev.wsctl.server.protocol;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Message ids: instance, start time and a number, so that they are unique over all instances and over restarts of one.
 * Thread-safe.
 */
public final class MessageIds {

    private final String stem;
    private final AtomicLong last = new AtomicLong();

    /** @param startedAtMillis ms since 1970; tells two lives of one instance id apart */
    public MessageIds(String instanceId, long startedAtMillis) {
        this.stem = instanceId + "-" + Long.toString(startedAtMillis, Character.MAX_RADIX) + "-";
    }

    public String next() {
        return stem + last.incrementAndGet();
    }

    /**
     * Whether one life of an instance gave out this id before the other one; false also where that cannot be told.
     *
     * @param instanceId who gave out the first id
     */
    public static boolean isBefore(String instanceId, String id, String other) {
        int start = instanceId.length() + 1;
        int end = id.indexOf('-', start) + 1;
        if (end == 0 || !id.startsWith(instanceId + "-") || !other.startsWith(id.substring(0, end))) {
            return false;
        }
        long number = number(id, end);
        return number >= 0 && number < number(other, end);
    }

    /** The number that begins there, before the mark of its author if there is one; -1 if there is none. */
    private static long number(String id, int from) {
        int dash = id.indexOf('-', from);
        int end = dash < 0 ? id.length() : dash;
        long number = 0;
        for (int i = from; i < end; i++) {
            int digit = id.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i - from > 17) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return end == from ? -1 : number;
    }
}

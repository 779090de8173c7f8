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
}

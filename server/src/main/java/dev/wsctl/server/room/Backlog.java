package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/** What waits for a member whose socket is full. Exists only while something waits. For the member's event loop. */
final class Backlog {

    private record Waiting(ByteBuf frames, int messages, long sinceNanos) {}

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int messages;
    private long bytes;

    /** Takes a reference of its own to the frames. */
    void add(ByteBuf frames, int count, long nowNanos) {
        queue.add(new Waiting(frames.retainedDuplicate(), count, nowNanos));
        messages += count;
        bytes += frames.readableBytes();
    }

    /** Hands the oldest entry to the caller, who releases it. */
    ByteBuf remove() {
        Waiting oldest = queue.remove();
        messages -= oldest.messages;
        bytes -= oldest.frames.readableBytes();
        return oldest.frames;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    boolean exceeds(QueueLimits limits) {
        return messages > limits.messages() || bytes > limits.bytes();
    }

    boolean isOlderThan(long ageNanos, long nowNanos) {
        Waiting oldest = queue.peek();
        return oldest != null && nowNanos - oldest.sinceNanos > ageNanos;
    }

    /** Drops everything; returns how many messages that were. */
    int clear() {
        int dropped = messages;
        queue.forEach(waiting -> waiting.frames.release());
        queue.clear();
        messages = 0;
        bytes = 0;
        return dropped;
    }
}

package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Set;

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

    boolean exceeds(int capacity, QueueLimits limits) {
        return messages > capacity || bytes > limits.bytes();
    }

    boolean isOlderThan(long ageNanos, long nowNanos) {
        Waiting oldest = queue.peek();
        return oldest != null && nowNanos - oldest.sinceNanos > ageNanos;
    }

    /** Takes out messages with these ids. */
    void leaveOut(Set<String> ids, ByteBufAllocator allocator) {
        for (int i = queue.size(); i > 0; i--) {
            Waiting all = queue.remove();
            bytes -= all.frames.readableBytes();
            messages -= all.messages;
            ByteBuf rest = allocator.directBuffer(all.frames.readableBytes());
            int kept = TextFrame.copyWithout(ids, all.frames, rest);
            all.frames.release();
            if (kept == 0) {
                rest.release();
            } else {
                queue.add(new Waiting(rest, kept, all.sinceNanos));
                bytes += rest.readableBytes();
                messages += kept;
            }
        }
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

package dev.wsctl.server.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Messages that are kept until what was said before them on their channel, and is under way through another publisher, is
 * settled. Keeps the order within each channel. For one event loop.
 */
final class Behind {

    private final Predicate<String> isAhead;
    private final Deque<Outgoing> kept = new ArrayDeque<>();

    /** @param isAhead whether something on this channel is still under way elsewhere */
    Behind(Predicate<String> isAhead) {
        this.isAhead = isAhead;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    boolean holds(String channel) {
        return !kept.isEmpty() && kept.stream().anyMatch(message -> message.channel.equals(channel));
    }

    /** Whether this message is to be kept, and is now. */
    boolean keeps(Outgoing message) {
        boolean waits = holds(message.channel) || isAhead.test(message.channel);
        if (waits) {
            kept.add(message);
        }
        return waits;
    }

    /** Gives what need not wait any more. */
    void release(Consumer<Outgoing> next) {
        if (kept.isEmpty()) {
            return;
        }
        Set<String> blocked = new HashSet<>();
        for (Outgoing message : List.copyOf(kept)) {
            if (blocked.contains(message.channel) || isAhead.test(message.channel)) {
                blocked.add(message.channel);
            } else {
                kept.remove(message);
                next.accept(message);
            }
        }
    }

    /** Gives all, in order. */
    List<Outgoing> surrender() {
        List<Outgoing> all = List.copyOf(kept);
        kept.clear();
        return all;
    }
}

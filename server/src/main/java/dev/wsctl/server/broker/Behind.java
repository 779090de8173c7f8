package dev.wsctl.server.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Messages that are kept until what was said before them on their channel, and is under way through another publisher, is
 * settled. Publishers wait for each other by when messages were accepted, so that none waits for one that waits for it. For
 * one event loop.
 */
final class Behind {

    private final Predicate<Outgoing> hasOthersAhead;
    private final Deque<Outgoing> kept = new ArrayDeque<>();

    /** @param hasOthersAhead whether another publisher has one that was accepted before this, on its channel */
    Behind(Predicate<Outgoing> hasOthersAhead) {
        this.hasOthersAhead = hasOthersAhead;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    boolean holds(Predicate<Outgoing> wanted) {
        return !kept.isEmpty() && kept.stream().anyMatch(wanted);
    }

    /** Whether this message is to be kept, and is now. */
    boolean keeps(Outgoing message) {
        boolean waits = holds(earlier -> earlier.channel.equals(message.channel)) || hasOthersAhead.test(message);
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
        for (Outgoing message : List.copyOf(kept)) {
            if (!holds(earlier -> earlier.isBefore(message)) && !hasOthersAhead.test(message)) {
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

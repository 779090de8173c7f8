package dev.wsctl.server.broker;

import java.time.Duration;
import java.util.Set;

/** From where on messages are wanted. */
public sealed interface ReplayFrom {

    /** All of the last so and so long, by Redis' clock. */
    record Age(Duration age) implements ReplayFrom {}

    /**
     * All after the last ones seen.
     *
     * <p>One id for each instance from which messages came describes exactly what a client has had: messages of one
     * instance arrive everywhere in one order, but an instance delivers its own before those that are on their way
     * through Redis at that moment. With a single id, messages that crossed it on the way are not told apart.
     *
     * @param ids of messages
     */
    record LastSeen(Set<String> ids) implements ReplayFrom {}

    /**
     * All after this one.
     *
     * @param id Redis' own id of an entry
     * @param inclusive whether the entry need not exist: then everything newer is exact
     */
    record Entry(String id, boolean inclusive) implements ReplayFrom {

        /** Whether this is Redis' way to name an entry, and not a message's id. */
        public static boolean isId(String text) {
            return text.matches("\\d{1,15}-\\d{1,10}");
        }
    }
}

package dev.wsctl.server.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The recorded messages of rooms, read backwards (D6). For one event loop. */
interface RoomHistory {

    /** One entry of a room's stream. */
    final class Entry {
        private final String id;
        private final byte @Nullable [] message;

        /**
         * @param id given by Redis: its time in ms since 1970, a dash and a number
         * @param message null where an instance notes that it could not record what was said on it
         */
        Entry(String id, byte @Nullable [] message) {
            this.id = id;
            this.message = message;
        }

        String id() {
            return id;
        }

        byte @Nullable [] message() {
            return message;
        }

        /** At most what fits: Redis takes any 64 bits for a time. */
        long millis() {
            long millis = Long.parseUnsignedLong(id.substring(0, id.indexOf('-')));
            return millis < 0 ? Long.MAX_VALUE : millis;
        }
    }

    /**
     * Sees everything that was published by this instance before the call, and everything from others that had reached
     * Redis.
     *
     * @param before only entries older than this one; null begins with the newest
     * @return newest first; fails while Redis is away
     */
    CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count);

    /** Redis' clock, in ms since 1970. */
    CompletableFuture<Long> time();
}

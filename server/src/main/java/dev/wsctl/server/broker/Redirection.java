package dev.wsctl.server.broker;

import org.jspecify.annotations.Nullable;

/**
 * A cluster node's answer that another node serves a slot.
 *
 * @param ask only for this command, while the slot is on its way (ASK); otherwise for good (MOVED)
 * @param address host:port of that node; begins with a colon where it is the host that was asked
 */
record Redirection(boolean ask, int slot, String address) {

    /** Null for every other failure, and for one that names no slot or no address to go to. */
    static @Nullable Redirection of(Throwable error) {
        String text = text(error);
        boolean ask = text.startsWith("ASK ");
        String[] words = text.split(" ");
        if (words.length < 3 || !(ask || text.startsWith("MOVED "))) {
            return null;
        }
        try {
            int slot = Integer.parseInt(words[1]);
            boolean exists = slot >= 0 && slot < SlotMap.SLOTS && SlotMap.isAddress(words[2]);
            return exists ? new Redirection(ask, slot, words[2]) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether a node says that it cannot answer for a moment: a slot is on its way, or a new master is being chosen. */
    static boolean isPassing(Throwable error) {
        String text = text(error);
        return text.startsWith("TRYAGAIN") || text.startsWith("CLUSTERDOWN");
    }

    private static String text(Throwable error) {
        boolean refused = error instanceof RedisDataException known ? known.isRefusal() : RedisErrors.isRefusal(error);
        return refused ? RedisErrors.describe(error) : "";
    }
}

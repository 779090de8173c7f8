package dev.wsctl.server.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Over which of several independent Redis servers a room's messages go (D10), as docs/protocol.md has it, so that other
 * programs can tell as well: 64-bit FNV-1a of the name, mixed as MurmurHash3 ends, then jump consistent hashing (Lamping
 * and Veach). One more server at the end of the list takes over its share of the rooms, and no other room moves.
 */
public final class RoomShards {

    private RoomShards() {}

    /**
     * @param shards how many servers there are; at least 1
     * @return the server's place in the list, from 0
     */
    public static int shardOf(String room, int shards) {
        return shards == 1 ? 0 : jump(hash(room), shards);
    }

    private static long hash(String room) {
        long h = 0xcbf29ce484222325L;
        for (byte b : room.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    private static int jump(long hash, int shards) {
        long key = hash;
        long chosen = -1;
        long next = 0;
        while (next < shards) {
            chosen = next;
            key = key * 2862933555777941757L + 1;
            next = (long) ((chosen + 1) * ((double) (1L << 31) / ((key >>> 33) + 1)));
        }
        return (int) chosen;
    }
}

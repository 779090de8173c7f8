package dev.wsctl.load.plan;

/**
 * How unlike each other the rooms are in size.
 *
 * @param exponent Zipf's: room {@code k}, from 1, has members in proportion to {@code 1/k^exponent}; 0: all alike
 */
public record RoomSkew(double exponent) {

    public static final RoomSkew NONE = new RoomSkew(0);

    /** @throws PlanException for an exponent beyond reason */
    public RoomSkew {
        if (!(exponent >= 0 && exponent <= 5)) {
            throw new PlanException(
                    "a skew's exponent must be from 0 to 5, not " + exponent, "1 is like words in a language: zipf:1.");
        }
    }

    /** @throws PlanException for what is neither {@code even} nor {@code zipf} nor {@code zipf:1.2} */
    public static RoomSkew parse(String text) {
        if (text.equals("even")) {
            return NONE;
        }
        if (text.equals("zipf")) {
            return new RoomSkew(1);
        }
        if (text.matches("zipf:[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            return new RoomSkew(Double.parseDouble(text.substring("zipf:".length())));
        }
        throw new PlanException("'" + text + "' is no skew of rooms", "Write even, zipf or zipf:1.2.");
    }

    boolean isEven() {
        return exponent == 0;
    }

    /**
     * Sizes of rooms, the largest first; each has a member at least. The same on every machine.
     *
     * @param members of all rooms together, at least as many as rooms
     */
    int[] sizes(int rooms, int members) {
        int[] sizes = new int[rooms];
        double whole = 0;
        for (int room = 0; room < rooms; room++) {
            whole += weight(room);
        }
        int left = members - rooms;
        int given = 0;
        for (int room = 0; room < rooms; room++) {
            int share = (int) Math.min(left - given, Math.floor(left * weight(room) / whole));
            sizes[room] = 1 + share;
            given += share;
        }
        for (int room = 0; given < left; room = (room + 1) % rooms) {
            sizes[room]++;
            given++;
        }
        return sizes;
    }

    private double weight(int room) {
        return 1 / StrictMath.pow(room + 1.0, exponent);
    }
}

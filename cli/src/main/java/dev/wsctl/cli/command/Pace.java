package dev.wsctl.cli.command;

/** So many in each second, the first of it. */
final class Pace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int perSecond;
    private long began;
    private int used;

    /** @param perSecond 0 for as many as there are */
    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    boolean allows(long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        if (used == 0 || nowNanos - began >= SECOND_NANOS) {
            began = nowNanos;
            used = 0;
        }
        used = Math.min(used + 1, perSecond + 1);
        return used <= perSecond;
    }
}

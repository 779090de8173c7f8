package dev.wsctl.server.broker;

/**
 * How a connection pool is used at one moment (C6).
 *
 * @param max connections it may have
 * @param created connections it has, those being opened or checked included
 * @param available connections nobody uses, ready at once
 * @param inUse connections somebody uses
 * @param waiting callers that wait for one
 */
public record PoolFigures(int max, int created, int available, int inUse, int waiting) {

    PoolFigures plus(PoolFigures other) {
        return new PoolFigures(
                max + other.max,
                created + other.created,
                available + other.available,
                inUse + other.inUse,
                waiting + other.waiting);
    }

    /** Used connections in per cent of those it may have. */
    public double usagePercent() {
        return max == 0 ? 0 : 100.0 * inUse / max;
    }
}

package dev.wsctl.server.broker;

/** Publish-to-receive delays of the last pings, own and others' (D9). Written by one thread, read by any. */
final class Latencies {

    private static final int KEPT = 64;

    private final double[] recent = new double[KEPT];
    private int count;
    private volatile Summary summary = new Summary(Double.NaN, Double.NaN);

    /** Milliseconds; NaN before the first. */
    record Summary(double average, double max) {}

    void record(double millis) {
        recent[count++ % KEPT] = millis;
        int filled = Math.min(count, KEPT);
        double sum = 0;
        double max = 0;
        for (int i = 0; i < filled; i++) {
            sum += recent[i];
            max = Math.max(max, recent[i]);
        }
        summary = new Summary(sum / filled, max);
    }

    Summary summary() {
        return summary;
    }
}

package dev.wsctl.server.broker;

import dev.wsctl.server.metrics.Distribution;
import dev.wsctl.server.metrics.Histogram;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Publish-to-receive delays of the last pings (D9), in all and by the instance that sent them. Written by one thread,
 * read by any.
 */
final class Latencies {

    /** Longer than the longest pause between two pings of a live instance. */
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** Anybody may publish pings under ever new names. */
    private static final int MOST_SOURCES = 1_000;

    /** Milliseconds; NaN before the first. */
    record Summary(double average, double max) {}

    private final LongSupplier nanoClock;
    private final Recent all = new Recent();
    private final Histogram histogram = new Histogram();
    private final Map<String, Recent> bySource = new LinkedHashMap<>(16, 0.75f, true);

    Latencies(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    synchronized void record(String source, double millis) {
        histogram.record((long) (millis * 1e6));
        all.add(millis);
        long now = nanoClock.getAsLong();
        bySource.values().removeIf(recent -> now - recent.atNanos > FORGET_NANOS);
        Recent recent = bySource.computeIfAbsent(source, s -> new Recent());
        recent.add(millis);
        recent.atNanos = now;
        if (bySource.size() > MOST_SOURCES) {
            // In the order of their last ping.
            Iterator<Recent> byAge = bySource.values().iterator();
            byAge.next();
            byAge.remove();
        }
    }

    synchronized Summary summary() {
        return new Summary(all.average(), all.max());
    }

    Distribution distribution() {
        return histogram.snapshot();
    }

    /** By name. */
    synchronized Map<String, PubSubDetail.Delay> bySource() {
        long now = nanoClock.getAsLong();
        Map<String, PubSubDetail.Delay> delays = new TreeMap<>();
        bySource.forEach((source, recent) -> {
            if (now - recent.atNanos <= FORGET_NANOS) {
                delays.put(source, new PubSubDetail.Delay(recent.last, recent.average(), recent.max()));
            }
        });
        return delays;
    }

    private static final class Recent {
        private static final int KEPT = 64;

        private final double[] values = new double[KEPT];
        private int count;
        private double last = Double.NaN;
        private long atNanos;

        void add(double millis) {
            values[count++ % KEPT] = millis;
            last = millis;
        }

        double average() {
            int filled = Math.min(count, KEPT);
            double sum = 0;
            for (int i = 0; i < filled; i++) {
                sum += values[i];
            }
            return filled == 0 ? Double.NaN : sum / filled;
        }

        double max() {
            double max = Double.NaN;
            for (int i = 0; i < Math.min(count, KEPT); i++) {
                max = Double.isNaN(max) ? values[i] : Math.max(max, values[i]);
            }
            return max;
        }
    }
}

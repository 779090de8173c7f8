package dev.wsctl.load.report;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the 99th percentile was back where it had been before a disturbance: within twice the median of what the undisturbed
 * seconds before it had, and at least a millisecond above that median. Back is, after the first second out of that
 * band, the first of three in a row within it.
 *
 * @param bandMicros NaN if there was no undisturbed second before
 * @param back since the disturbance began, to the second; zero if it was never out of its
 *     band; null if not back before the next disturbance or the end
 */
public record Recovery(double bandMicros, @Nullable Duration back) {

    private static final int IN_A_ROW = 3;
    private static final double SHARE = 2;
    private static final double LEAST_MICROS = 1_000;

    /**
     * @param stage the disturbance's
     * @param calm names of the stages that count and disturb nothing
     */
    public static Recovery of(List<Second> series, String stage, Set<String> calm) {
        int begin = first(series, stage);
        if (begin < 0) {
            return new Recovery(Double.NaN, null);
        }
        double[] before = series.subList(0, begin).stream()
                .filter(second -> calm.contains(second.stage()))
                .mapToDouble(Second::p99Micros)
                .filter(micros -> !Double.isNaN(micros))
                .sorted()
                .toArray();
        if (before.length == 0) {
            return new Recovery(Double.NaN, null);
        }
        double median = before[before.length / 2];
        double band = Math.max(SHARE * median, median + LEAST_MICROS);
        List<Second> after = series.subList(begin, series.size()).stream()
                .takeWhile(second -> second.stage().equals(stage) || calm.contains(second.stage()))
                .toList();
        return new Recovery(band, back(after, band));
    }

    private static @Nullable Duration back(List<Second> after, double band) {
        int inARow = 0;
        boolean wasOut = false;
        for (int i = 0; i < after.size(); i++) {
            // A second in which nothing arrived is NaN, and in no band.
            boolean in = after.get(i).p99Micros() <= band;
            wasOut |= !in;
            inARow = in ? inARow + 1 : 0;
            if (wasOut && inARow == IN_A_ROW) {
                long millis =
                        after.get(i + 1 - IN_A_ROW).atMillis() - after.get(0).atMillis();
                return Duration.ofMillis(millis);
            }
        }
        return wasOut ? null : Duration.ZERO;
    }

    private static int first(List<Second> series, String stage) {
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).stage().equals(stage)) {
                return i;
            }
        }
        return -1;
    }
}

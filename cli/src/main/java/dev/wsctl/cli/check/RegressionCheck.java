package dev.wsctl.cli.check;

import dev.wsctl.cli.model.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a run is worse than one that was kept, beyond what two runs of the same thing differ by anyway. */
public final class RegressionCheck {
    /** Below this a difference of latencies is the scheduler's, whatever its share. */
    private static final double LEAST_MICROS = 500;

    private RegressionCheck() {}

    /**
     * @param noise the band, as a share: 0.1 lets a figure be a tenth worse
     * @return one line for each figure that is worse; empty if none is
     */
    public static List<String> regressions(RunSummary baseline, RunSummary run, double noise) {
        List<String> worse = new ArrayList<>();
        slower(worse, "average", baseline.averageMicros(), run.averageMicros(), noise);
        slower(worse, "p50", baseline.p50Micros(), run.p50Micros(), noise);
        slower(worse, "p95", baseline.p95Micros(), run.p95Micros(), noise);
        slower(worse, "p99", baseline.p99Micros(), run.p99Micros(), noise);
        double least = baseline.deliveredPerSecond() * (1 - noise);
        if (!(run.deliveredPerSecond() >= least)) {
            worse.add(String.format(
                    Locale.ROOT,
                    "worse than the baseline: %.0f deliveries/s after %.0f",
                    run.deliveredPerSecond(),
                    baseline.deliveredPerSecond()));
        }
        if (run.lost() > baseline.lost()) {
            worse.add("worse than the baseline: " + run.lost() + " deliveries lost after " + baseline.lost());
        }
        if (run.opened() < baseline.opened()) {
            worse.add("worse than the baseline: " + run.opened() + " connections opened after " + baseline.opened());
        }
        return worse;
    }

    private static void slower(List<String> worse, String what, double before, double now, double noise) {
        if (Double.isNaN(before)) {
            return;
        }
        if (!(now <= before * (1 + noise) || now - before <= LEAST_MICROS)) {
            worse.add(String.format(
                    Locale.ROOT,
                    "worse than the baseline: %s %.2f ms after %.2f ms (%+.0f %%, the noise band is %.0f %%)",
                    what,
                    now / 1e3,
                    before / 1e3,
                    100 * (now - before) / before,
                    100 * noise));
        }
    }
}

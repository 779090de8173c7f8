package dev.wsctl.cli.render;

import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.LoadReport.Latency;
import java.util.Locale;

/** A distribution in the text form of HdrHistogram's own tools, in milliseconds, as their plotters read it. */
public final class Hgrm {
    private Hgrm() {}

    public static String of(Latency latency, Distribution distribution) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%12s %14s %10s %14s%n%n", "Value", "Percentile", "TotalCount", "1/(1-Percentile)"));
        for (Distribution.Point point : distribution.points()) {
            text.append(String.format(
                    Locale.ROOT, "%12.3f %2.12f %10d", point.micros() / 1e3, point.percentile() / 100, point.count()));
            text.append(
                    point.percentile() < 100
                            ? String.format(Locale.ROOT, " %14.2f%n", 100 / (100 - point.percentile()))
                            : String.format("%n"));
        }
        if (latency.count() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "#[Mean    = %12.3f, StdDeviation   = %12.3f]%n#[Max     = %12.3f, Total count    = %12d]%n",
                    latency.average() / 1e3,
                    distribution.standardDeviationMicros() / 1e3,
                    latency.max() / 1e3,
                    latency.count()));
        }
        return text.toString();
    }
}

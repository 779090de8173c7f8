package dev.wsctl.cli.render;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Threshold;
import dev.wsctl.load.report.LoadReport;

/** What a threshold was compared with, as people read it. */
final class Thresholds {
    private Thresholds() {}

    static String actual(LoadPlan plan, LoadReport.ThresholdResult result) {
        Double actual = result.actual();
        if (actual == null || actual.isNaN()) {
            return "not measured";
        }
        boolean latency = plan.thresholds().stream()
                .filter(threshold -> threshold.expression().equals(result.expression()))
                .anyMatch(Threshold::isLatency);
        if (latency) {
            return Doubles.latency(actual);
        }
        boolean whole = actual == Math.rint(actual) && Math.abs(actual) < 1e15;
        return whole ? Units.count(actual.longValue()) : Units.rate(actual);
    }
}

package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.LatencyReport.Skip;
import dev.wsctl.cli.model.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Judges round trips by their p99, and what failed by whether anything got through. */
public final class LatencyCheck {
    private final LatencyLimits limits;

    public LatencyCheck(LatencyLimits limits) {
        this.limits = limits;
    }

    public LatencyReport judge(LatencyReport report) {
        List<Finding> findings = new ArrayList<>();
        for (String node : report.nodes()) {
            failures(node, report.on(node), findings);
            slow(node, report.on(node), findings);
        }
        for (Skip skip : report.skipped()) {
            if (!skip.hint().isEmpty()) {
                findings.add(new Finding(
                        Status.UNKNOWN, skip.operation().label() + " not measured: " + skip.reason(), "", skip.hint()));
            }
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return report.with(findings);
    }

    private static void failures(String node, List<Probe> probes, List<Finding> findings) {
        List<Probe> failing =
                probes.stream().filter(probe -> probe.failed() > 0).toList();
        if (failing.isEmpty()) {
            return;
        }
        boolean dead = failing.stream().anyMatch(probe -> probe.values().count() == 0);
        String which = failing.stream()
                .map(probe -> probe.operation().label() + " " + probe.failed() + " of "
                        + (probe.failed() + probe.values().count()))
                .collect(Collectors.joining(", "));
        Probe last = failing.get(failing.size() - 1);
        findings.add(new Finding(
                dead ? Status.CRITICAL : Status.WARNING,
                "probes failed on " + node + ": " + which + "; the last: " + last.failure(),
                "none should fail",
                last.hint()));
    }

    private void slow(String node, List<Probe> probes, List<Finding> findings) {
        List<Probe> slow = new ArrayList<>(probes.stream()
                .filter(probe -> probe.operation().judged()
                        && probe.values().p99Nanos() > limits.warn().toNanos())
                .toList());
        if (slow.isEmpty()) {
            return;
        }
        slow.sort(Comparator.comparingLong((Probe probe) -> probe.values().p99Nanos())
                .reversed());
        String which = slow.stream()
                .map(probe -> probe.operation().label() + " "
                        + HealthCheck.millis(probe.values().p99Nanos()))
                .collect(Collectors.joining(", "));
        long worst = slow.get(0).values().p99Nanos();
        findings.add(new Finding(
                HealthCheck.above(worst, limits.warn().toNanos(), limits.crit().toNanos()),
                "p99 on " + node + " is too high: " + which,
                "warning above " + HealthCheck.millis(limits.warn().toNanos()) + ", critical above "
                        + HealthCheck.millis(limits.crit().toNanos()) + " (" + limits.origin() + ")",
                "`redis-cli slowlog get 10` and `redis-cli latency doctor` on the server; is its CPU, or this machine's,"
                        + " busy?"));
    }
}

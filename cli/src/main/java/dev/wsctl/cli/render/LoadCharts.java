package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Second;
import java.util.ArrayList;
import java.util.List;

/** What the page about a load test draws. */
final class LoadCharts {
    private LoadCharts() {}

    static List<Chart> of(LoadReport report) {
        List<Second> series = report.series();
        List<Chart> charts = new ArrayList<>();
        if (series.size() > 1) {
            List<Chart.Band> bands = Chart.bands(series);
            charts.add(new Chart(
                    "latency",
                    "Latency over time",
                    "from the intended time to receipt, by second of receipt",
                    "s",
                    List.of(
                            Chart.over(series, "p50", "us", Second::p50Micros),
                            Chart.over(series, "p99", "us", Second::p99Micros),
                            Chart.over(series, "max", "us", Second::maxMicros)),
                    bands));
            charts.add(new Chart(
                    "throughput",
                    "Offered, sent, delivered",
                    "messages a second on the left, deliveries on the right",
                    "s",
                    List.of(
                            Chart.over(series, "offered", "per_s", Second::offeredPerSecond),
                            Chart.over(series, "sent", "per_s", Second::sentPerSecond),
                            Chart.over(series, "delivered", "per_s_delivered", Second::deliveredPerSecond)),
                    bands));
            charts.add(new Chart(
                    "connections",
                    "Connections",
                    "",
                    "s",
                    List.of(
                            Chart.over(series, "joined", "count", Second::connections),
                            Chart.over(series, "failed", "count", Second::failed)),
                    bands));
        }
        if (!report.latency().correctedDistribution().points().isEmpty()) {
            charts.add(new Chart(
                    "percentiles",
                    "Latency by percentile",
                    "corrected counts from when a message was due, service from when it left",
                    "tail",
                    List.of(
                            Chart.curve("corrected", report.latency().correctedDistribution()),
                            Chart.curve("service", report.latency().serviceDistribution())),
                    List.of()));
        }
        if (series.size() > 1) {
            charts.add(new Chart(
                    "generator",
                    "The generator itself",
                    "its peaks are its own doing, not the server's",
                    "s",
                    List.of(
                            Chart.over(series, "send lag, worst", "us", Second::sendLagMaxMicros),
                            Chart.over(series, "loop lag, worst", "us", Second::loopLagMaxMicros),
                            Chart.over(series, "CPU of this machine", "pct", Second::cpuPercent)),
                    Chart.bands(series)));
        }
        return charts;
    }
}

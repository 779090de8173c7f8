package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import java.io.PrintStream;
import java.util.Locale;

/** A load test for a Pushgateway or a textfile collector. What was not measured is left out. */
final class LoadPrometheus implements LineView<LoadResult> {
    private static final String NAME = "wsctl_loadtest_";

    @Override
    public void write(LoadResult run, PrintStream out) {
        LoadReport report = run.report();
        metric(out, "verdict", "1 for the verdict reached.");
        for (LoadReport.Verdict verdict : LoadReport.Verdict.values()) {
            sample(out, "verdict", "verdict=\"" + verdict + "\"", report.verdict() == verdict ? 1 : 0);
        }
        metric(out, "connections", "Connections asked for, opened, failed.");
        sample(out, "connections", "state=\"asked\"", report.connections().asked());
        sample(out, "connections", "state=\"opened\"", report.connections().opened());
        sample(
                out,
                "connections",
                "state=\"failed\"",
                report.connections().failed().stream()
                        .mapToInt(LoadReport.Failure::count)
                        .sum());
        messages(report, out);
        metric(out, "latency_seconds", "Percentiles: corrected, service, send_lag.");
        latency(out, "corrected", report.latency().corrected());
        latency(out, "service", report.latency().service());
        latency(out, "send_lag", report.latency().sendLag());
        pairs(report, out);
        metric(out, "generator_cpu_ratio", "Of all processors of the generator's machine.");
        sample(out, "generator_cpu_ratio", "", report.generator().cpuPercent() / 100);
        metric(out, "generator_lag_seconds", "99th percentiles of what the generator itself may have added.");
        sample(out, "generator_lag_seconds", "what=\"loop\"", report.generator().loopLagP99Micros() / 1e6);
        sample(out, "generator_lag_seconds", "what=\"read\"", report.generator().readLagP99Micros() / 1e6);
    }

    private static void messages(LoadReport report, PrintStream out) {
        LoadReport.Messages messages = report.messages();
        metric(out, "messages_sent", "Messages.");
        count(out, "messages_sent", "", messages.sent());
        metric(out, "deliveries", "Message × member pairs, by what became of them.");
        count(out, "deliveries", "result=\"expected\"", messages.expected());
        count(out, "deliveries", "result=\"delivered\"", messages.delivered());
        count(out, "deliveries", "result=\"lost\"", messages.lost());
        count(out, "deliveries", "result=\"duplicated\"", messages.duplicated());
        count(out, "deliveries", "result=\"reordered\"", messages.reordered());
        count(out, "deliveries", "result=\"misrouted\"", messages.misrouted());
        metric(out, "rate_per_second", "Messages offered and sent, deliveries made.");
        sample(out, "rate_per_second", "what=\"offered\"", report.throughput().offeredPerSecond());
        sample(out, "rate_per_second", "what=\"sent\"", report.throughput().sentPerSecond());
        sample(out, "rate_per_second", "what=\"delivered\"", report.throughput().deliveredPerSecond());
    }

    private static void latency(PrintStream out, String kind, Latency latency) {
        quantile(out, kind, "0.5", latency.p50());
        quantile(out, kind, "0.9", latency.p90());
        quantile(out, kind, "0.95", latency.p95());
        quantile(out, kind, "0.99", latency.p99());
        quantile(out, kind, "0.999", latency.p999());
        quantile(out, kind, "1", latency.max());
    }

    private static void quantile(PrintStream out, String kind, String quantile, double micros) {
        sample(out, "latency_seconds", "kind=\"" + kind + "\",quantile=\"" + quantile + "\"", micros / 1e6);
    }

    private static void pairs(LoadReport report, PrintStream out) {
        metric(out, "pair_lost", "Deliveries lost from one target to another.");
        report.matrix().forEach(pair -> count(out, "pair_lost", labels(pair), pair.lost()));
        metric(out, "pair_p99_seconds", "99th percentile of the service latency from one target to another.");
        report.matrix()
                .forEach(pair -> sample(
                        out, "pair_p99_seconds", labels(pair), pair.service().p99() / 1e6));
    }

    private static String labels(LoadReport.Pair pair) {
        return "from=\"" + escape(pair.from()) + "\",to=\"" + escape(pair.to()) + "\"";
    }

    private static void metric(PrintStream out, String name, String help) {
        out.print("# HELP " + NAME + name + " " + help + "\n# TYPE " + NAME + name + " gauge\n");
    }

    private static void count(PrintStream out, String name, String labels, long value) {
        print(out, name, labels, Long.toString(value));
    }

    private static void sample(PrintStream out, String name, String labels, double value) {
        if (!Double.isNaN(value)) {
            print(out, name, labels, number(value));
        }
    }

    private static void print(PrintStream out, String name, String labels, String value) {
        out.print(NAME + name + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + value + "\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

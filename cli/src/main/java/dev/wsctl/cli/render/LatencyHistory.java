package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.Status;
import java.time.ZoneId;

/** One line an interval; of several nodes, the values of the one whose p99 was worst. */
public final class LatencyHistory implements HumanView<LatencyReport> {
    private static final int LINES_PER_HEADER = 20;

    private final ZoneId zone;
    private long lines;

    /** @param zone the reader's, for the time of day */
    public LatencyHistory(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void write(LatencyReport report, Page page) {
        if (lines++ % LINES_PER_HEADER == 0) {
            page.line(page.paint(Style.DIM, "MICROSECONDS        PING             GET     SET  PUBLISH→RECEIVE"));
            page.line(page.paint(
                    Style.DIM, "TIME         P50     P99     MAX     P99     P99      P99      MAX  FAILED"));
        }
        Percentiles ping = worst(report, Operation.PING);
        Percentiles pubsub = worst(report, Operation.PUBSUB);
        long failed = report.probes().stream().mapToLong(Probe::failed).sum();
        page.line(TimeOfDay.of(report.time(), zone)
                + cell(ping, ping.p50Nanos(), 8)
                + cell(ping, ping.p99Nanos(), 8)
                + cell(ping, ping.maxNanos(), 8)
                + p99(worst(report, Operation.GET))
                + p99(worst(report, Operation.SET))
                + cell(pubsub, pubsub.p99Nanos(), 9)
                + cell(pubsub, pubsub.maxNanos(), 9)
                + right(failed == 0 ? "-" : Units.count(failed), 8)
                + mark(report.status(), page));
    }

    private static String mark(Status status, Page page) {
        return status == Status.OK
                ? ""
                : "  " + page.paint(Page.style(status), status.name().substring(0, 4));
    }

    private static String p99(Percentiles values) {
        return cell(values, values.p99Nanos(), 8);
    }

    private static String cell(Percentiles values, long nanos, int width) {
        return right(values.count() == 0 ? "-" : LatencyText.micros(nanos), width);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private static Percentiles worst(LatencyReport report, Operation operation) {
        Percentiles worst = Percentiles.NONE;
        for (Probe probe : report.probes()) {
            if (probe.operation() == operation && probe.values().p99Nanos() >= worst.p99Nanos()) {
                worst = probe.values();
            }
        }
        return worst;
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.load.report.Second;
import java.io.PrintStream;
import java.util.Locale;

/** A load test second by second, for spreadsheets: the {@code series} of the JSON. What was not measured is empty. */
final class LoadCsv implements LineView<LoadResult> {
    private static final String HEADER = "at_ms,length_ms,stage,connections,failed,offered_per_s,sent,delivered,"
            + "p50_us,p99_us,max_us,send_lag_max_us,loop_lag_max_us,cpu_pct";

    @Override
    public void write(LoadResult run, PrintStream out) {
        out.print(HEADER + "\n");
        for (Second second : run.report().series()) {
            out.print(second.atMillis() + "," + second.lengthMillis() + "," + quoted(second.stage()) + ","
                    + second.connections() + "," + second.failed() + "," + number(second.offeredPerSecond()) + ","
                    + second.sent() + "," + second.delivered() + "," + number(second.p50Micros()) + ","
                    + number(second.p99Micros()) + "," + number(second.maxMicros()) + ","
                    + number(second.sendLagMaxMicros()) + "," + number(second.loopLagMaxMicros()) + ","
                    + number(second.cpuPercent()) + "\n");
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
    }

    /** Stages are named by users: RFC 4180, and nothing that a spreadsheet would take for a formula. */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

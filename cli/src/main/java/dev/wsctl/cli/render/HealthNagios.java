package dev.wsctl.cli.render;

import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Stage;
import java.io.PrintStream;

/** {@code health} as a monitoring plugin: one line, performance data after the bar. */
public final class HealthNagios implements LineView<HealthReport> {
    @Override
    public void write(HealthReport report, PrintStream out) {
        StringBuilder line = new StringBuilder("REDIS " + report.status() + " - " + reason(report));
        line.append(" | ");
        if (report.ping().count() > 0) {
            line.append("ping_p99=").append(report.ping().p99Nanos() / 1000).append("us ");
        }
        RedisFacts facts = report.redis();
        if (facts != null) {
            facts.connectedClients()
                    .ifPresent(v -> line.append("clients=").append(v).append(' '));
            facts.usedMemory().ifPresent(v -> line.append("memory=").append(v).append("B "));
            facts.opsPerSecond().ifPresent(v -> line.append("ops=").append(v).append(' '));
        }
        out.print(line.toString().stripTrailing() + "\n");
    }

    private static String reason(HealthReport report) {
        for (Stage stage : report.stages()) {
            if (stage.result() != Stage.Result.OK && stage.result() != Stage.Result.SKIPPED) {
                return stage.name() + ": " + stage.detail();
            }
        }
        return report.findings().isEmpty()
                ? report.target() + " is well"
                : report.findings().get(0).title();
    }
}

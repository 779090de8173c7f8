package dev.wsctl.cli.render;

import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Stage;

/** Parts of {@code health} as a monitoring plugin: one line, performance data after the bar. */
final class HealthNagios {
    private HealthNagios() {}

    /** @param prefix of each label, to tell several servers apart */
    static String data(HealthReport report, String prefix) {
        StringBuilder data = new StringBuilder();
        if (report.ping().count() > 0) {
            data.append(prefix)
                    .append("ping_p99=")
                    .append(report.ping().p99Nanos() / 1000)
                    .append("us ");
        }
        RedisFacts facts = report.redis();
        if (facts != null) {
            facts.connectedClients()
                    .ifPresent(v ->
                            data.append(prefix).append("clients=").append(v).append(' '));
            facts.usedMemory()
                    .ifPresent(
                            v -> data.append(prefix).append("memory=").append(v).append("B "));
            facts.opsPerSecond()
                    .ifPresent(v -> data.append(prefix).append("ops=").append(v).append(' '));
        }
        return data.toString();
    }

    /** Why it is not well, or that it is. */
    static String reason(HealthReport report) {
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

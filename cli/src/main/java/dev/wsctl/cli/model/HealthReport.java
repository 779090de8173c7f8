package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code health} saw in one round.
 *
 * @param redis null when INFO could not be had
 * @param sessions null when nothing was counted
 * @param ping count 0 when not measured; so the others
 */
public record HealthReport(
        String target,
        Instant time,
        Duration elapsed,
        List<Stage> stages,
        @Nullable RedisFacts redis,
        @Nullable SessionTally sessions,
        Percentiles ping,
        Percentiles get,
        Percentiles set,
        List<Finding> findings) {
    public HealthReport {
        stages = List.copyOf(stages);
        findings = List.copyOf(findings);
    }

    public HealthReport with(List<Finding> newFindings) {
        return new HealthReport(target, time, elapsed, stages, redis, sessions, ping, get, set, newFindings);
    }

    /** The worst of all stages and findings. */
    public Status status() {
        Status status = Status.OK;
        for (Stage stage : stages) {
            status = status.worse(stage.result().status());
        }
        for (Finding finding : findings) {
            status = status.worse(finding.severity());
        }
        return status;
    }
}

package dev.wsctl.cli.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry of instances.
 *
 * @param time when it was read
 * @param prefix the channel prefix their keys start with
 * @param elsewhere other prefixes with heartbeats and how many; looked for only when there are none under this one
 * @param gaps where could not be looked, and why; there may be more instances then
 */
public record InstanceReport(
        String target,
        Instant time,
        String prefix,
        @Nullable Integer expected,
        List<InstanceStatus> instances,
        Map<String, Long> elsewhere,
        List<String> gaps,
        List<Finding> findings) {
    public InstanceReport {
        instances = List.copyOf(instances);
        elsewhere = Collections.unmodifiableMap(new TreeMap<>(elsewhere));
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    public InstanceReport with(List<Finding> newFindings) {
        return new InstanceReport(target, time, prefix, expected, instances, elsewhere, gaps, newFindings);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    public Status status() {
        return Findings.worst(findings);
    }
}

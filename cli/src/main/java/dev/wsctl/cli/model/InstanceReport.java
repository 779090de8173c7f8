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
 * @param partial looking for the keys was cut by the deadline
 */
public record InstanceReport(
        String target,
        Instant time,
        String prefix,
        @Nullable Integer expected,
        List<InstanceStatus> instances,
        Map<String, Long> elsewhere,
        boolean partial,
        List<Finding> findings) {
    public InstanceReport {
        instances = List.copyOf(instances);
        elsewhere = Collections.unmodifiableMap(new TreeMap<>(elsewhere));
        findings = List.copyOf(findings);
    }

    public InstanceReport with(List<Finding> newFindings) {
        return new InstanceReport(target, time, prefix, expected, instances, elsewhere, partial, newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }
}

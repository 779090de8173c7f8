package dev.wsctl.cli.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry of instances.
 *
 * @param prefix the channel prefix their keys start with
 * @param partial looking for the keys was cut by the deadline
 */
public record InstanceReport(
        String target,
        String prefix,
        @Nullable Integer expected,
        List<InstanceStatus> instances,
        boolean partial,
        List<Finding> findings) {
    public InstanceReport {
        instances = List.copyOf(instances);
        findings = List.copyOf(findings);
    }

    public InstanceReport with(List<Finding> newFindings) {
        return new InstanceReport(target, prefix, expected, instances, partial, newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }
}

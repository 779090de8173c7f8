package dev.wsctl.cli.model;

import java.util.List;

/**
 * What runs on a Redis.
 *
 * @param probed instances were asked to answer
 * @param gaps what could not be looked at and why, one line each
 */
public record FrameworkCensus(String target, List<Framework> frameworks, boolean probed, int nodes, List<String> gaps) {
    public FrameworkCensus {
        frameworks = List.copyOf(frameworks);
        gaps = List.copyOf(gaps);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    /** The worst finding; UNKNOWN rather than OK when something could not be looked at. */
    public Status status() {
        Status status = partial() ? Status.UNKNOWN : Status.OK;
        for (Framework framework : frameworks) {
            status = status.worse(Findings.worst(framework.findings()));
        }
        return status;
    }
}

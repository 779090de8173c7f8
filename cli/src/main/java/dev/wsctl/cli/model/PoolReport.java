package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections to Redis: who holds how many, what the limits are, and what the pools inside the instances say.
 *
 * @param window how long was watched for new connections
 * @param newlyRejected refused since the round before, or within the window on the first
 * @param prefix under which the instances were looked for
 * @param gaps what could not be counted and why; where there are any, all numbers are lower bounds
 * @param keepAlive null where this user may not read the setting
 */
public record PoolReport(
        String target,
        RedisFacts redis,
        List<Application> applications,
        double churnPerSecond,
        Duration window,
        long newlyRejected,
        String prefix,
        List<InstanceStatus> instances,
        List<String> gaps,
        @Nullable KeepAlive keepAlive,
        @Nullable Sizing sizing,
        List<Finding> findings) {
    public PoolReport {
        applications = List.copyOf(applications);
        instances = List.copyOf(instances);
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    public PoolReport with(List<Finding> newFindings) {
        return new PoolReport(
                target,
                redis,
                applications,
                churnPerSecond,
                window,
                newlyRejected,
                prefix,
                instances,
                gaps,
                keepAlive,
                sizing,
                newFindings);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    public Status status() {
        return Findings.worst(findings);
    }

    /**
     * Connections of one application, told by the prefix of their names.
     *
     * @param idle connections without a command for a minute, subscribers left out
     * @param churnPerSecond new connections a second over the window
     */
    public record Application(String name, long connections, long idle, double churnPerSecond) {}

    /**
     * How many connections so many users need (C8).
     *
     * @param recommended (users / 100) · 2
     * @param band what the documents recommend for such a crowd
     * @param current what the instances' pools allow now, or without them what is connected
     * @param fromPools whether {@code current} is what pools allow
     */
    public record Sizing(long users, long recommended, String band, long current, boolean fromPools) {}
}

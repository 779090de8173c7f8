package dev.wsctl.cli.model;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Connections to Redis: who holds how many, what the limits are, and what the pools inside the instances say. */
public record PoolReport(
        String target,
        RedisFacts redis,
        List<Application> applications,
        double churnPerSecond,
        List<InstanceStatus> instances,
        @Nullable Sizing sizing,
        List<Finding> findings) {
    public PoolReport {
        applications = List.copyOf(applications);
        instances = List.copyOf(instances);
        findings = List.copyOf(findings);
    }

    public PoolReport with(List<Finding> newFindings) {
        return new PoolReport(target, redis, applications, churnPerSecond, instances, sizing, newFindings);
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
     * @param current what the instances' pools allow now; empty when no instance tells
     */
    public record Sizing(long users, long recommended, String band, OptionalLong current) {}
}

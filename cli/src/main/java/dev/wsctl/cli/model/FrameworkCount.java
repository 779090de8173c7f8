package dev.wsctl.cli.model;

import org.jspecify.annotations.Nullable;

/**
 * A framework that was recognised on this Redis. What its footprint does not tell is null, never zero.
 *
 * @param responding instances that answered a probe; null when none was sent
 * @param rooms known to Redis
 * @param sessions kept in Redis
 * @param backlog messages that wait
 */
public record FrameworkCount(
        String name,
        @Nullable Long instances,
        @Nullable Long responding,
        @Nullable Long rooms,
        @Nullable Long sessions,
        @Nullable Long backlog) {}

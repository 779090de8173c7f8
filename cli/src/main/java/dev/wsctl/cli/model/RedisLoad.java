package dev.wsctl.cli.model;

/**
 * What a Redis was like while a load test measured; of several nodes, all together.
 *
 * @param target as it is shown: without a password
 * @param cpuPercent of one processor, over the measured time; NaN if it was not seen twice
 * @param connections the most at one time, without wsctl's own; -1 if none was seen
 * @param memoryBytes {@code used_memory}, the most at one time; -1 likewise
 * @param trouble why something is missing, or empty
 */
public record RedisLoad(String target, double cpuPercent, long connections, long memoryBytes, String trouble) {}

package dev.wsctl.server.room;

/**
 * How much may wait for one member that reads slowly, beyond what its socket holds.
 *
 * @param bytes their size on the wire
 * @param ageNanos how long the oldest may have waited
 */
public record QueueLimits(int bytes, long ageNanos) {}

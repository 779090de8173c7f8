package dev.wsctl.cli.model;

/**
 * A number that tells how a fleet is doing.
 *
 * @param subject the node or instance it is about
 * @param name of what is counted or measured, in words
 * @param step a smaller difference between two looks is chance
 */
public record Figure(String subject, String name, Unit unit, double value, double step) {
    /** What it is counted in. */
    public enum Unit {
        COUNT,
        PER_SECOND,
        BYTES,
        BYTES_PER_SECOND,
        /** Nanoseconds. */
        TIME
    }
}

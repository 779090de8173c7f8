package dev.wsctl.load.preflight;

/**
 * The processes that carry out a plan together.
 *
 * @param size so many, from 1
 * @param here so many of them on this machine
 */
public record Headcount(int size, int here) {

    /** This process by itself. */
    public static final Headcount ALONE = new Headcount(1, 1);

    /** All of them on this machine. */
    public static Headcount local(int size) {
        return new Headcount(size, size);
    }

    /** One of so many, which may be anywhere. */
    public static Headcount oneOf(int size) {
        return new Headcount(size, 1);
    }

    /** The largest part of a number of things that one of them has. */
    long part(long all) {
        return (all + size - 1) / size;
    }
}

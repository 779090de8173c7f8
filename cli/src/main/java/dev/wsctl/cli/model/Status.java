package dev.wsctl.cli.model;

/** A verdict. Ordered by how much attention it wants. */
public enum Status {
    OK,
    /** Could not judge. Worse than OK, so that it never reads as healthy, and outranked by what is known to be bad. */
    UNKNOWN,
    WARNING,
    CRITICAL;

    public Status worse(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

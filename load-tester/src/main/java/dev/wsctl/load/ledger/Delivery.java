package dev.wsctl.load.ledger;

/** What one arrival of a message at a member is. */
public enum Delivery {
    /** The first arrival, in its sender's order. */
    IN_ORDER,
    /** The first arrival, but a later message of the same sender reached this member before. */
    REORDERED,
    /** This member had it already. */
    DUPLICATE,
    /** Nothing this run has sent, or so old that it has been given up as lost. */
    UNKNOWN
}

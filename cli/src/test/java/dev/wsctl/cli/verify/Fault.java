package dev.wsctl.cli.verify;

/** What is wrong with an instance of a home-made chat. */
enum Fault {
    NONE,
    /** Delivers to its own members and publishes nothing. */
    LOCAL_ONLY,
    /** Takes its own messages from Redis for those of others. */
    SELF_DUPLICATE,
    /** Publishes, and never subscribed. */
    UNSUBSCRIBED,
    /** Subscribed; the thread that should read hangs. */
    HUNG,
    /** Its channels are named otherwise. */
    OTHER_PREFIX,
    /** Delivers what comes from Redis to every room. */
    MISROUTED,
    /** Every fifth message from Redis gets lost on the way to its members. */
    LOSSY,
    /** Several threads hand messages on: some that came one after another arrive the other way round. */
    REORDERING
}

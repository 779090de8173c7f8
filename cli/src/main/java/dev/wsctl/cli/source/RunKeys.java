package dev.wsctl.cli.source;

/**
 * The keys over which the processes of one load test find each other. In a Cluster all are in one slot. They live for
 * {@link #SECONDS} after they were last written, and are removed when the run ends.
 *
 * @param run its name
 */
record RunKeys(String run) {
    static final int SECONDS = 900;

    private String key(String what) {
        return "wsctl:run:{" + run + "}:" + what;
    }

    /** A list: who has come to work. */
    String roll() {
        return key("roll");
    }

    /** Exists as long as the leader does. */
    String leader() {
        return key("leader");
    }

    /** Exists as long as the worker does. */
    String worker(String token) {
        return key("worker:" + token);
    }

    /** A list: what the leader says to a worker. */
    String to(String token) {
        return key("to:" + token);
    }

    /** A list: what a worker says to the leader. */
    String from(String token) {
        return key("from:" + token);
    }
}

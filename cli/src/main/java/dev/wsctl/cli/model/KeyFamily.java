package dev.wsctl.cli.model;

/**
 * Keys that say something about a framework.
 *
 * @param glob a name without wildcards is looked up, others are searched for
 * @param detail what to read of each
 */
public record KeyFamily(String glob, Detail detail) {

    /** What is read of a key beside its name; never a value. */
    public enum Detail {
        /** Only counted. */
        NAME,
        /** Length, ids, what consumer groups have not acknowledged. */
        STREAM,
        /** Likewise, and who wrote in the last ten seconds. */
        STREAM_WRITERS,
        /** Size and some members of a sorted set. */
        MEMBERS,
        /** Size of a sorted set, twice. */
        QUEUE
    }

    public boolean exact() {
        return glob.indexOf('*') < 0;
    }
}

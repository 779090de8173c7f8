package dev.wsctl.cli.generate;

import java.util.List;

/** What may stand as a value of an option or as an argument. */
sealed interface Values {
    /** One of these. */
    record Words(List<String> words) implements Values {}

    /** A file that exists, or will. */
    record Files() implements Values {}

    /**
     * Names that wsctl itself knows at the time.
     *
     * @param kind what {@code wsctl __complete} takes: contexts, channels or rooms
     */
    record Asked(String kind) implements Values {}

    /** Anything else: nothing a shell could know. */
    record Anything() implements Values {}
}

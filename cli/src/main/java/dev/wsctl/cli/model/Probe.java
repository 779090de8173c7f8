package dev.wsctl.cli.model;

/**
 * A question that every instance of a framework answers, and no client notices.
 *
 * @param prefix of the framework's channels
 * @param subscribed instances that should answer
 */
public record Probe(Kind kind, String prefix, long subscribed) {
    /** Why nobody knows who answers: it may be asked, and was not. */
    public static final String NOT_ASKED = "--probe was not given";

    /** Likewise, before the reason: it was to be asked, and could not be. */
    public static final String NOT_POSSIBLE = "they could not be asked: ";

    /** Likewise: there is no question that harms nobody. */
    public static final String NONE_KNOWN = "no harmless probe is known";

    /** Whose protocol it speaks. */
    public enum Kind {
        SOCKET_IO_CLASSIC,
        SOCKET_IO_SHARDED,
        SOCKET_IO_STREAMS
    }
}

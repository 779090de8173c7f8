package dev.wsctl.cli.model;

/**
 * A question that every instance of a framework answers, and no client notices.
 *
 * @param prefix of the framework's channels
 * @param subscribed instances that should answer
 */
public record Probe(Kind kind, String prefix, long subscribed) {

    /** Whose protocol it speaks. */
    public enum Kind {
        SOCKET_IO_CLASSIC,
        SOCKET_IO_SHARDED,
        SOCKET_IO_STREAMS
    }
}

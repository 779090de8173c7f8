package dev.wsctl.server.broker;

/** A command could not be carried out. The message is one line for people, without secrets. */
public final class RedisDataException extends RuntimeException {

    /** What is known about the command's fate. */
    enum Kind {
        /** It was not carried out, and Redis did not refuse it: it was never sent, or given up. */
        NOT_DONE,
        /** Redis answered that it refuses. */
        REFUSED,
        /** It may have been carried out: no answer came. */
        UNANSWERED
    }

    private final transient Kind kind;

    RedisDataException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static RedisDataException of(Throwable error) {
        if (error instanceof RedisDataException known) {
            return known;
        }
        if (error.getCause() instanceof RedisDataException known) {
            return known;
        }
        // What a replica refused is worth another attempt, on a connection that is looked up anew.
        boolean refused = RedisErrors.isRefusal(error) && !RedisErrors.isReplica(error);
        return new RedisDataException(refused ? Kind.REFUSED : Kind.UNANSWERED, RedisErrors.describe(error));
    }

    boolean isRefusal() {
        return kind == Kind.REFUSED;
    }

    boolean isUnanswered() {
        return kind == Kind.UNANSWERED;
    }
}

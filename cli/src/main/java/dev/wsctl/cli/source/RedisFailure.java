package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;

/** Redis could not be reached or refused; {@link #kind} tells checks apart without reading text. */
public final class RedisFailure extends WsctlException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        UNREACHABLE,
        TIMEOUT,
        NOT_REDIS,
        AUTH,
        NOPERM,
        LOADING,
        READONLY,
        /** Parts of a cluster are away, and the others refuse to serve keys until they are replaced. */
        CLUSTER_DOWN,
        OTHER
    }

    private final Kind kind;

    RedisFailure(Kind kind, ExitCode exitCode, String what, String hint) {
        super(exitCode, what, hint);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** It was not there or said nothing; it did not refuse. */
    public boolean unanswered() {
        return kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT;
    }

    /** It says nothing about other nodes, which may answer all the same. */
    boolean ofOneNode() {
        return unanswered() || kind == Kind.LOADING;
    }

    /** Part of a cluster is away: what the rest has told stands. */
    boolean ofAPart() {
        return ofOneNode() || kind == Kind.CLUSTER_DOWN;
    }
}

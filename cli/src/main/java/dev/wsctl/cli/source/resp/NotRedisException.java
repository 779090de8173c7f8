package dev.wsctl.cli.source.resp;

import java.io.IOException;

/** What came back is not the Redis protocol. */
public final class NotRedisException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What it looks like instead. */
    public enum Looks {
        HTTP,
        TLS,
        OTHER
    }

    private final Looks looks;

    NotRedisException(Looks looks, String message) {
        super(message);
        this.looks = looks;
    }

    public Looks looks() {
        return looks;
    }
}

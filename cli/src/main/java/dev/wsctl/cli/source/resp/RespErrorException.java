package dev.wsctl.cli.source.resp;

import java.io.IOException;

/** An error reply where a value was needed. */
public final class RespErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RespError error;

    RespErrorException(RespError error) {
        super(error.message());
        this.error = error;
    }

    public RespError error() {
        return error;
    }
}

package dev.wsctl.server.embedded;

import java.io.IOException;

/** Redis understood the command and refused it; the message is Redis' own. */
public final class RedisReplyException extends IOException {

    private static final long serialVersionUID = 1L;

    RedisReplyException(String message) {
        super(message);
    }
}

package dev.wsctl.server.transport;

/** The server cannot listen where it should. The message is one line for the user. */
public final class BindFailure extends Exception {

    BindFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

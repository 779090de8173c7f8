package dev.wsctl.load.engine;

/** The server sent what RFC 6455 forbids; the message says what, in words for a report. */
final class ProtocolViolation extends Exception {

    ProtocolViolation(String message) {
        super(message, null, false, false);
    }
}

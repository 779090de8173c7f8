package dev.wsctl.server.protocol;

/** A message is not one of docs/protocol.md. Carries no stack trace: senders of garbage must not cost more than others. */
public final class MalformedMessageException extends Exception {

    /** @param reason one line, without any of the message's content */
    public MalformedMessageException(String reason) {
        super(reason, null, false, false);
    }

    /** One line, without any of the message's content. */
    public String reason() {
        String message = getMessage();
        return message == null ? "malformed" : message;
    }
}

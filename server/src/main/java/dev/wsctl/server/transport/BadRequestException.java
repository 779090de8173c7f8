package dev.wsctl.server.transport;

/** The client asked for something it cannot have. The message is one line for its user. */
final class BadRequestException extends Exception {

    private final int status;
    private final Refusal refusal;

    /** @param status the HTTP status to answer with */
    BadRequestException(int status, String message) {
        this(Refusal.BAD_REQUEST, status, message);
    }

    /** @param status the HTTP status to answer with */
    BadRequestException(Refusal refusal, int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    int status() {
        return status;
    }

    String line() {
        String message = getMessage();
        return message == null ? "bad request" : message;
    }
}

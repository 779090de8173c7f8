package dev.wsctl.server.transport;

/** The client asked for something it cannot have. The message is one line for its user. */
final class BadRequestException extends Exception {

    private final int status;

    /** @param status the HTTP status to answer with */
    BadRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String line() {
        String message = getMessage();
        return message == null ? "bad request" : message;
    }
}

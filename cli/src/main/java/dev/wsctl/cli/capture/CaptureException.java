package dev.wsctl.cli.capture;

/** The document is not what it should be; the message says where and how. */
final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureException(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}

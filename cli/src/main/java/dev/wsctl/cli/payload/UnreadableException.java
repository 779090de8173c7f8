package dev.wsctl.cli.payload;

/** The bytes are not what their beginning promised. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String what) {
        super(what, null, false, false);
    }
}

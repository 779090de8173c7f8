package dev.wsctl.cli.exit;

/** Nobody reads standard output any more ({@code wsctl … | head}): stop, and say nothing. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputClosedException() {
        super("standard output is closed");
    }
}

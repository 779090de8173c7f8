package dev.wsctl.cli.exit;

/** A failure a user can meet: what failed on what, what to try, and the exit code. Never holds a secret. */
public class WsctlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String hint;

    /**
     * @param what one line: what failed, on what
     * @param hint one line: what to try
     */
    public WsctlException(ExitCode exitCode, String what, String hint) {
        super(Redaction.of(what));
        this.exitCode = exitCode;
        this.hint = Redaction.of(hint);
    }

    public WsctlException(ExitCode exitCode, String what, String hint, Throwable cause) {
        this(exitCode, what, hint);
        initCause(cause);
    }

    public static WsctlException usage(String what, String hint) {
        return new WsctlException(ExitCode.USAGE, what, hint);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }
}

package dev.wsctl.cli.model.evidence;

/** A check needs what could not be read: it is skipped, with this reason. Costs no stack trace, being no failure. */
public final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbsentException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}

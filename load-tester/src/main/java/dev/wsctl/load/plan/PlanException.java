package dev.wsctl.load.plan;

/** A run was asked for that cannot be carried out; the user's mistake, not ours. */
public final class PlanException extends IllegalArgumentException {

    private final String hint;

    /**
     * @param what one line: what is wrong, with the value that is
     * @param hint one line: what to write instead
     */
    public PlanException(String what, String hint) {
        super(what);
        this.hint = hint;
    }

    /** One line saying what to try. */
    public String hint() {
        return hint;
    }
}

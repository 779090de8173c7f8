package dev.wsctl.load.data;

/** A file of data cannot be used; the message tells the line, the hint what to write. */
public final class DataException extends Exception {

    private static final long serialVersionUID = 1;

    private final String hint;

    public DataException(String what, String hint) {
        super(what);
        this.hint = hint;
    }

    /** One line saying what to try. */
    public String hint() {
        return hint;
    }
}

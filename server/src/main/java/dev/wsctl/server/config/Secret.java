package dev.wsctl.server.config;

/** A key or a password: never shows itself in a log line, an error or a record's text. */
public final class Secret {

    private final String text;

    Secret(String text) {
        this.text = text;
    }

    /** What it is, for comparing. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}

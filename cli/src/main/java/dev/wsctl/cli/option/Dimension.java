package dev.wsctl.cli.option;

import java.util.Locale;

/** What a search for the highest load raises. */
public enum Dimension {
    /** Members of each room. */
    MEMBERS("members a room"),
    /** Messages sent a second. */
    RATE("messages/s"),
    CONNECTIONS("connections");

    private final String unit;

    Dimension(String unit) {
        this.unit = unit;
    }

    /** Behind a number. */
    public String unit() {
        return unit;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

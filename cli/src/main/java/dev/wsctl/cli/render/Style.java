package dev.wsctl.cli.render;

/** How a piece of text looks where colour is possible. Meaning never rests on colour alone. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    WARN("33"),
    BAD("1;31"),
    /** Names of fields. */
    NAME("36"),
    /** The line under a cursor, a heading across the screen. */
    REVERSE("7");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}

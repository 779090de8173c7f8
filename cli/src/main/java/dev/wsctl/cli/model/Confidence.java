package dev.wsctl.cli.model;

import java.util.Locale;

/** How sure a framework is recognised by a name alone. */
public enum Confidence {
    /** Only this framework builds such names, and nobody chooses them by chance. */
    HIGH,
    /** A common name, or one that can be configured: a hint. */
    LOW;

    /** As programs read it: {@code high}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A framework as people read it, with a question mark where it is only a hint. */
    public String mark(String framework) {
        return this == LOW && !framework.isEmpty() ? framework + "?" : framework;
    }
}

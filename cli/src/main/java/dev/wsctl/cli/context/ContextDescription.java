package dev.wsctl.cli.context;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context as lines of YAML. What is null or empty is left out. */
public final class ContextDescription {
    private final List<String> lines = new ArrayList<>();

    public ContextDescription section(String name) {
        lines.add(name + ":");
        return this;
    }

    public ContextDescription value(String name, @Nullable Object value) {
        if (value != null) {
            lines.add(name + ": " + quoted(value.toString()));
        }
        return this;
    }

    public ContextDescription reference(String name, String kind, @Nullable String place) {
        if (place != null) {
            lines.add(name + ": { " + kind + ": " + quoted(place) + " }");
        }
        return this;
    }

    public ContextDescription list(String name, List<String> values) {
        if (!values.isEmpty()) {
            section(name);
            values.forEach(value -> lines.add("  - " + quoted(value)));
        }
        return this;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Plain where YAML cannot take it for anything else, else in single quotes. */
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z0-9/][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}

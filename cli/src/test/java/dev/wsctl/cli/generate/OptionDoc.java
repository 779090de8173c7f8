package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;
import java.util.List;

/**
 * One option of a command.
 *
 * @param names with their dashes, short ones first
 * @param label of its value, like FILE
 * @param description plain text, some sentences
 */
record OptionDoc(
        List<String> names,
        String label,
        Value value,
        boolean repeatable,
        boolean required,
        Values values,
        String description) {

    /** Whether a value follows. */
    enum Value {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    boolean isHelp() {
        return names.contains("--help") || names.contains("--version");
    }

    String longest() {
        return names.get(names.size() - 1);
    }
}

package dev.wsctl.cli.plan;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:-default}} from the environment, so that a plan can be kept without the addresses,
 * process ids and secrets of one place.
 */
final class Surroundings {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Map<String, String> environment;

    Surroundings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A variable that is not set and has no default. */
    static final class UnsetException extends Exception {
        private static final long serialVersionUID = 1;

        UnsetException(String name) {
            super(name);
        }
    }

    String fill(String text) throws UnsetException {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            String value = environment.getOrDefault(reference.group(1), "");
            String otherwise = reference.group(2);
            if (value.isEmpty() && otherwise == null) {
                throw new UnsetException(reference.group(1));
            }
            reference.appendReplacement(
                    filled, Matcher.quoteReplacement(value.isEmpty() && otherwise != null ? otherwise : value));
        }
        return reference.appendTail(filled).toString();
    }
}

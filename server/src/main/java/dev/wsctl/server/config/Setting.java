package dev.wsctl.server.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing the server can be told.
 *
 * @param variable the environment variable
 * @param flag the command-line flag, with its dashes
 * @param defaultText the default as a user would write it; null if there is none or it is derived from other settings
 * @param description one line for help and documentation; says what the default is where {@code defaultText} is null
 * @param parser text to value
 */
public record Setting<T>(
        String variable, String flag, @Nullable String defaultText, String description, ValueParser<T> parser) {

    /** Whether the flag may stand alone, meaning true. */
    public boolean isSwitch() {
        return parser.allowed().equals(ValueParser.BOOLEAN_ALLOWED);
    }

    /**
     * @param origin the flag or variable that carried the text, for the error message
     * @throws ConfigException if the text is not allowed
     */
    T parse(String text, String origin) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            // Only a parser that knows the text to be free of secrets repeats it.
            String detail = e instanceof NumberFormatException ? null : e.getMessage();
            throw new ConfigException(
                    origin + ": " + (detail == null ? "not allowed" : detail) + "; allowed: " + parser.allowed());
        }
    }
}

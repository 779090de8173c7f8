package dev.wsctl.cli.render;

import java.util.Locale;

/** Output formats, as {@code -o} names them. */
public enum Format {
    HUMAN,
    /** One indented document; with --watch the same as NDJSON. */
    JSON,
    /** One JSON document a line. */
    NDJSON,
    CSV,
    /** One line as monitoring plugins print it, and their exit codes. */
    NAGIOS,
    PROMETHEUS,
    JUNIT,
    TAP,
    GITHUB;

    /** As typed after {@code -o}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}

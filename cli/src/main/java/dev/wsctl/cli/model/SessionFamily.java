package dev.wsctl.cli.model;

/**
 * A kind of session key.
 *
 * @param pattern Redis glob
 * @param framework who writes such keys; empty for keys that are no sessions
 * @param confidence how sure that is
 */
public record SessionFamily(String pattern, String framework, Confidence confidence) {
    /** Keys that stand beside a session and must not be counted as another one. */
    public static SessionFamily beside(String pattern) {
        return new SessionFamily(pattern, "", Confidence.HIGH);
    }

    public boolean isSession() {
        return !framework.isEmpty();
    }

    /** What somebody asked for by its pattern. */
    public static SessionFamily asked(String pattern) {
        return new SessionFamily(pattern, "as asked", Confidence.HIGH);
    }
}

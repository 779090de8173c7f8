package dev.wsctl.cli.context;

/** What a context may be called. */
public final class ContextNames {
    /** {@code --context none}: as if there were no contexts. */
    public static final String NONE = "none";

    public static final String RULE =
            "letters, digits, dots, dashes and underscores, at most 64, beginning with a letter or digit; not 'none'";

    private ContextNames() {}

    public static boolean valid(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") && !name.equals(NONE);
    }
}

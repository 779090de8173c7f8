package dev.wsctl.cli.shell;

import dev.wsctl.cli.exit.Redaction;
import java.util.regex.Pattern;

/** Which lines may outlive the session: none with a password in a URL, a token or key, or the value of a header. */
final class Discretion {
    private static final Pattern HEADER = Pattern.compile("(?:^|\\s)(?:-H|--header)");
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)[?&][^=&\\s'\"]*(?:token|key|secret|password|passwd|auth|session)[^=&\\s'\"]*=[^&\\s'\"]");
    private static final Pattern OPTION =
            Pattern.compile("(?i)(?:^|\\s)--?[a-z-]*(?:token|key|secret|password)s?(?:=|\\s+)['\"]?[^-\\s'\"]");

    private Discretion() {}

    static boolean mayBeKept(String line) {
        return Redaction.of(line).equals(line)
                && !HEADER.matcher(line).find()
                && !PARAMETER.matcher(line).find()
                && !OPTION.matcher(line).find();
    }
}

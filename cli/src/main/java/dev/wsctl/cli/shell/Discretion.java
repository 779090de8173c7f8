package dev.wsctl.cli.shell;

import dev.wsctl.cli.exit.Redaction;
import java.util.regex.Pattern;

/** What of a line may be remembered: passwords, tokens and the values of headers become ***. */
final class Discretion {
    private static final Pattern HEADER =
            Pattern.compile("((?:^|\\s)(?:-H|--header)(?:=|\\s+|))('[^']*'|\"[^\"]*\"|\\S+)");
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&][^=&\\s'\"]*(?:token|key|secret|password|passwd|auth|session)[^=&\\s'\"]*=)[^&\\s'\"]+");
    private static final Pattern VARIABLE =
            Pattern.compile("(?i)(--?[a-z-]*(?:token|key|secret|password|keys)(?:=|\\s+))(?!-)('[^']*'|\"[^\"]*\"|\\S+)");
    private static final Pattern FILE = Pattern.compile("--?[a-z-]*file(?:=|\\s+)\\S+");

    private Discretion() {}

    static String of(String line) {
        String clean = Redaction.of(line);
        clean = HEADER.matcher(clean).replaceAll("$1'***'");
        clean = PARAMETER.matcher(clean).replaceAll("$1***");
        // A file with a password is a place, and no secret.
        return FILE.matcher(clean).find() ? clean : VARIABLE.matcher(clean).replaceAll("$1***");
    }
}

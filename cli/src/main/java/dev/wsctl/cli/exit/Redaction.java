package dev.wsctl.cli.exit;

/** Last line of defence: takes user information out of anything that looks like a URL. */
public final class Redaction {
    private Redaction() {}

    /** {@code redis://me:secret@host} becomes {@code redis://***@host}. Text without a URL comes back as it is. */
    public static String of(String text) {
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int done = 0;
        while (scheme >= 0) {
            int start = scheme + 3;
            int end = endOfWord(text, start);
            // A password may itself hold '@' or '/' that someone forgot to escape: the last '@' of the word ends it.
            int at = text.lastIndexOf('@', end - 1);
            clean.append(text, done, start);
            if (at >= start) {
                clean.append("***");
                done = at;
            } else {
                done = start;
            }
            scheme = text.indexOf("://", Math.max(start, done));
        }
        return clean.append(text, done, text.length()).toString();
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}

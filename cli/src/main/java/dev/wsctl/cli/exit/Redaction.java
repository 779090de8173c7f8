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
            int at = endOfUserInformation(text, start);
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

    /** Where its '@' stands; less than {@code start} when there is none. */
    private static int endOfUserInformation(String text, int start) {
        // A password may itself hold '@' or '/' that someone forgot to escape: the last '@' of the word ends it.
        int at = text.lastIndexOf('@', endOfWord(text, start) - 1);
        if (at >= start) {
            return at;
        }
        // It may hold a blank, too. Then a later '@' with a host behind it ends it, up to the next URL; what it takes
        // with
        // it of an innocent sentence is the smaller harm.
        int next = text.indexOf("://", start);
        for (int i = (next < 0 ? text.length() : next) - 2; i >= start; i--) {
            if (text.charAt(i) == '@' && (Character.isLetterOrDigit(text.charAt(i + 1)) || text.charAt(i + 1) == '[')) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}

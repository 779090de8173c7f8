package dev.wsctl.cli.render;

/** Colours text that looks like JSON: names, strings, numbers and words apart. Whatever it is, it cannot steer the terminal. */
public final class JsonPaint {
    private JsonPaint() {}

    /** The same characters in the same order, but for control characters. */
    public static String of(String text, Page page) {
        String clean = Printable.of(text);
        int start = start(clean);
        if (start < 0) {
            return clean;
        }
        StringBuilder painted = new StringBuilder(clean.length() * 2);
        painted.append(page.paint(Style.DIM, clean.substring(0, start)));
        int at = start;
        while (at < clean.length()) {
            char c = clean.charAt(at);
            int end;
            Style style;
            if (c == '"') {
                end = endOfString(clean, at);
                style = isName(clean, end) ? Style.NAME : Style.GOOD;
            } else if (Character.isLetterOrDigit(c) || c == '-') {
                end = endOfWord(clean, at);
                style = Style.WARN;
            } else {
                end = at + 1;
                style = Style.PLAIN;
            }
            painted.append(page.paint(style, clean.substring(at, end)));
            at = end;
        }
        return painted.toString();
    }

    /** Where the JSON begins, behind the digits and the namespace of a Socket.IO packet; -1 when there is none. */
    private static int start(String text) {
        int at = 0;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == ' ')) {
            at++;
        }
        if (at > 0 && at < text.length() && text.charAt(at) == '/') {
            at = text.indexOf(',', at) + 1;
        }
        boolean json = at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
        return json ? at : -1;
    }

    private static int endOfString(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + 1);
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean isName(String text, int end) {
        int at = end;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':';
    }
}

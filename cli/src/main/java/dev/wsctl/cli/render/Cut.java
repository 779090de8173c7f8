package dev.wsctl.cli.render;

/** Makes a line fit. */
final class Cut {
    private static final char ESCAPE = '\u001b';

    private Cut() {}

    /** No more than so many characters, an ellipsis for what is missing; colours count for nothing and end. */
    static String to(String line, int width) {
        int seen = 0;
        int at = 0;
        int last = 0; // where the last character that may be shown begins
        boolean painted = false;
        while (at < line.length()) {
            if (line.charAt(at) == ESCAPE) {
                painted = true;
                at = line.indexOf('m', at) + 1;
                continue;
            }
            seen++;
            if (seen == width) {
                last = at;
            }
            at += Character.charCount(line.codePointAt(at));
        }
        return seen <= width ? line : line.substring(0, last) + "…" + (painted ? ESCAPE + "[0m" : "");
    }
}

package dev.wsctl.cli.generate;

/**
 * A page in the mdoc language of man pages. What goes in is plain text: everything that roff would take for an
 * instruction is escaped, and what somebody may copy comes out in ASCII.
 */
final class Mdoc {
    /** mandoc asks for at most 80 bytes. */
    private static final int WIDTH = 78;

    private final StringBuilder page = new StringBuilder();

    /** A line as it is: a macro with {@link #word words} as its arguments. */
    Mdoc line(String line) {
        page.append(line).append('\n');
        return this;
    }

    Mdoc section(String title) {
        return line(".Sh " + title);
    }

    /** Prose. Each sentence begins a line, as mandoc wants it. */
    Mdoc text(String prose) {
        StringBuilder line = new StringBuilder();
        boolean sentenceEnded = false;
        for (String typed : prose.strip().split("\\s+")) {
            String word = escape(typed);
            if (!line.isEmpty() && (sentenceEnded || line.length() + 1 + word.length() > WIDTH)) {
                line(guarded(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            sentenceEnded = typed.matches(".*\\w[)\"']?[.!?][)\"']?") && !typed.matches("(e\\.g|i\\.e|etc)\\.");
        }
        return line.isEmpty() ? this : line(guarded(line.toString()));
    }

    /** Lines that keep their breaks and blanks. */
    Mdoc literal(Iterable<String> lines) {
        for (String text : lines) {
            line(guarded(escape(text)));
        }
        return this;
    }

    /** One argument of a macro, whatever is in it. */
    static String word(String text) {
        String escaped = escape(text).replace("\"", "\\(dq");
        if (text.contains(" ")) {
            return '"' + escaped + '"';
        }
        // A macro's argument may itself be a macro, or punctuation.
        return text.matches("[A-Z][a-z].?|\\p{Punct}+") ? "\\&" + escaped : escaped;
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean apostrophe = i > 0
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1));
            switch (c) {
                case '\\' -> out.append("\\e");
                case '-' -> out.append("\\-");
                case '\'' -> out.append(apostrophe ? "'" : "\\(aq");
                case '`' -> out.append("\\(ga");
                case '^' -> out.append("\\(ha");
                case '~' -> out.append("\\(ti");
                default -> {
                    if (c < 128) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\[u%04X]", (int) c));
                    }
                }
            }
        }
        return out.toString();
    }

    /** A line must not look like a macro. */
    private static String guarded(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}

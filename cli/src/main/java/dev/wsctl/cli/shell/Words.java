package dev.wsctl.cli.shell;

import dev.wsctl.cli.exit.WsctlException;
import java.util.ArrayList;
import java.util.List;

/** Splits a line as shells do: at blanks, but for what is quoted or behind a backslash; a # begins a comment. */
final class Words {
    /** At the beginning of a word they mean something to other shells, and here nothing. */
    private static final String OPERATORS = "|<>&;";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private Words(String line) {
        this.line = line;
    }

    /** @throws WsctlException USAGE for a quote without its end, a pipe, a redirection or a second command */
    static List<String> of(String line) {
        return new Words(line).split();
    }

    private List<String> split() {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && escapes(i)) {
                i++;
                add(line.charAt(i));
            } else if (quote != 0) {
                quoted(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                end();
            } else if (c == '#' && !begun) {
                return words;
            } else if (!begun && OPERATORS.indexOf(c) >= 0) {
                throw WsctlException.usage(
                        "the shell runs wsctl's commands and knows no " + c,
                        "quotes around it, or exit and a real shell");
            } else {
                add(c);
            }
        }
        if (quote != 0) {
            throw WsctlException.usage("a quote has no end: " + quote, "one more " + quote);
        }
        end();
        return words;
    }

    /** Outside of quotes a backslash takes any next character as it stands, within double quotes only these. */
    private boolean escapes(int at) {
        return at + 1 < line.length() && (quote == 0 || (quote == '"' && "\"\\".indexOf(line.charAt(at + 1)) >= 0));
    }

    private void quoted(char c) {
        if (c == quote) {
            quote = 0;
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}

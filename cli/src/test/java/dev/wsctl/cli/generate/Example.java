package dev.wsctl.cli.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line to copy, as it stands in a help text.
 *
 * @param lines the command; several where it is continued by a backslash
 * @param remark what stands behind it, or an empty string
 */
record Example(List<String> lines, String remark) {
    private static final Pattern WITH_REMARK = Pattern.compile("(.*?\\S) {2,}(\\S.*)");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    /** @param block the lines of a help text below "Examples:" */
    static List<Example> in(List<String> block) {
        List<Example> examples = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : block) {
            String text = lines.isEmpty() ? line.strip() : "    " + line.strip();
            Matcher remark = WITH_REMARK.matcher(text.strip());
            if (text.endsWith("\\")) {
                lines.add(text);
            } else if (lines.isEmpty() && remark.matches()) {
                examples.add(new Example(List.of(remark.group(1)), remark.group(2)));
            } else {
                lines.add(text);
                examples.add(new Example(List.copyOf(lines), ""));
                lines.clear();
            }
        }
        return examples;
    }

    /** The command broken anew, at blanks outside of quotes, into lines that fit where they fit at all. */
    List<String> folded(int width) {
        List<String> folded = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words()) {
            if (!line.isEmpty() && line.length() + 1 + word.length() + 2 > width) {
                folded.add(line + " \\");
                line.setLength(0);
                line.append("   ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        folded.add(line.toString());
        return folded;
    }

    private List<String> words() {
        StringBuilder command = new StringBuilder();
        for (String line : lines) {
            command.append(line.endsWith("\\") ? line.substring(0, line.length() - 1) : line)
                    .append(' ');
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}

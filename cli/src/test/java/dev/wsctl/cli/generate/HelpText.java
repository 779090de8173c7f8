package dev.wsctl.cli.generate;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * The free text of a help page, taken apart.
 *
 * @param paragraphs prose
 * @param examples below "Examples:" or "Start here:"
 */
record HelpText(List<String> paragraphs, List<Example> examples) {
    private static final List<String> EXAMPLES = List.of("Examples:", "Example:", "Start here:");

    /** @param lines as picocli stores them: with its markup, and % doubled */
    static HelpText of(String... lines) {
        List<String> plain = new ArrayList<>();
        for (String line : lines) {
            plain(line).lines().forEach(plain::add);
            if (line.isEmpty()) {
                plain.add("");
            }
        }
        return of(plain);
    }

    static HelpText of(List<String> lines) {
        List<String> paragraphs = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        boolean inExamples = false;
        for (String line : lines) {
            if (EXAMPLES.contains(line.strip())) {
                inExamples = true;
            } else if (line.isBlank()) {
                inExamples = false;
            } else if (inExamples) {
                examples.add(line);
            } else {
                paragraphs.add(line.strip());
            }
        }
        return new HelpText(paragraphs, Example.in(examples));
    }

    @SuppressWarnings("AnnotateFormatMethod") // picocli treats every description as a format
    private static String plain(String text) {
        return Ansi.OFF.string(String.format(text));
    }
}

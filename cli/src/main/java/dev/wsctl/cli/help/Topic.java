package dev.wsctl.cli.help;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Something to know about wsctl that belongs to no single command. Its text lies in {@code topics/} of the jar. */
public enum Topic {
    EXIT_CODES("What the exit codes mean."),
    OUTPUT("Formats, width, colour, and how much is said."),
    CONFIGURATION("Where values come from; contexts and secrets."),
    DIALECTS("What verify and loadtest can speak, and how to teach them more."),
    THRESHOLDS("Where well ends, and how to move it.");

    private final String summary;

    Topic(String summary) {
        this.summary = summary;
    }

    /** A stretch of a topic's text. */
    public sealed interface Part {
        /** Begins a section. */
        record Heading(String text) implements Part {}

        /** Prose, on one line. */
        record Paragraph(String text) implements Part {}

        /** Lines that keep their breaks and blanks. */
        record Literal(List<String> lines) implements Part {}
    }

    /** As it is typed: {@code exit-codes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String summary() {
        return summary;
    }

    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<String> literal = new ArrayList<>();
        for (String line : text().lines().toList()) {
            if (line.startsWith("  ") || line.equals("{exit-codes}")) {
                literal.addAll(line.equals("{exit-codes}") ? exitCodes() : List.of(line.substring(2)));
                continue;
            }
            if (!literal.isEmpty()) {
                parts.add(new Part.Literal(List.copyOf(literal)));
                literal.clear();
            }
            if (line.startsWith("# ")) {
                parts.add(new Part.Heading(line.substring(2)));
            } else if (!line.isEmpty()) {
                parts.add(new Part.Paragraph(line));
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal));
        }
        return parts;
    }

    private static List<String> exitCodes() {
        List<String> lines = new ArrayList<>();
        for (ExitCode code : ExitCode.values()) {
            lines.add(String.format(Locale.ROOT, "%-4d %s", code.code(), code.meaning()));
        }
        return lines;
    }

    private String text() {
        try (InputStream file = Topic.class.getResourceAsStream("/topics/" + word() + ".txt")) {
            if (file == null) {
                throw new WsctlException(
                        ExitCode.INTERNAL, "this build of wsctl carries no topic " + word(), "build wsctl again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Status;
import java.io.PrintStream;
import java.util.List;

/** Where human output is written: lines, tables and verdicts, in colour or not. */
public final class Page {
    private final PrintStream out;
    private final int width;
    private final boolean colour;
    private final Detail detail;

    /** How much to say. */
    public enum Detail {
        QUIET,
        NORMAL,
        VERBOSE
    }

    public Page(PrintStream out, int width, boolean colour, Detail detail) {
        this.out = out;
        this.width = width;
        this.colour = colour;
        this.detail = detail;
    }

    public int width() {
        return width;
    }

    /** For views that paint by themselves. */
    public boolean colourful() {
        return colour;
    }

    public boolean verbose() {
        return detail == Detail.VERBOSE;
    }

    public boolean quiet() {
        return detail == Detail.QUIET;
    }

    public String paint(Style style, String text) {
        return colour ? style.paint(text) : text;
    }

    public Page line(String text) {
        out.print(text);
        out.print('\n');
        return this;
    }

    public Page blank() {
        return line("");
    }

    /** Prose: as many lines as the width asks for, the further ones indented. */
    public Page prose(String text, int indent) {
        String lead = "";
        for (String part : Wrap.at(text, width - indent)) {
            line(lead + part);
            lead = " ".repeat(indent);
        }
        return this;
    }

    /** A verdict and what it is about: the first line of every judging command. */
    public Page verdict(Status status, String about) {
        String lead = paint(style(status), status.name()) + "  ";
        int indent = status.name().length() + 2;
        for (String part : about.length() + indent <= width ? List.of(about) : Wrap.at(about, width - indent)) {
            line(lead + part);
            lead = " ".repeat(indent);
        }
        return this;
    }

    /** What was found, worst first, each with what to try. */
    public Page findings(List<Finding> findings) {
        for (Finding finding : findings) {
            Style style = style(finding.severity());
            String label = finding.severity().name();
            boolean first = true;
            for (String part : Wrap.at(finding.title(), width - 12)) {
                line("  " + paint(style, Table.pad(first ? label : "", 8)) + "  " + part);
                first = false;
            }
            indented("limit: ", finding.threshold());
            indented("try: ", finding.remedy());
        }
        return this;
    }

    /** What is missing from the numbers, and why. */
    public Page gaps(List<String> gaps) {
        for (String gap : gaps) {
            boolean first = true;
            for (String part : Wrap.at(gap, width - 10)) {
                line(paint(Style.WARN, first ? "PARTIAL   " : "          ") + part);
                first = false;
            }
        }
        return this;
    }

    private void indented(String label, String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean first = true;
        for (String part : Wrap.at(text, width - 12 - label.length())) {
            line("            " + paint(Style.DIM, first ? label : " ".repeat(label.length())) + part);
            first = false;
        }
    }

    public Page table(Table table) {
        table.print(this);
        return this;
    }

    public static Style style(Status status) {
        return switch (status) {
            case OK -> Style.GOOD;
            case UNKNOWN, WARNING -> Style.WARN;
            case CRITICAL -> Style.BAD;
        };
    }
}

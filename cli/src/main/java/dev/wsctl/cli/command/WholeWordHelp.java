package dev.wsctl.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help on options whose lines end at blanks only: picocli also ends them behind {@code :} and {@code /}, within URLs. */
final class WholeWordHelp extends Help {
    WholeWordHelp(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colors) {
        int width = commandSpec().usageMessage().width();
        TextTable table =
                TextTable.forDefaultColumns(colors, calcLongOptionColumnWidth(options, positionals, colors), width);
        Column[] columns = table.columns();
        Column last = columns[columns.length - 1];
        Text indent = colors.text(" ".repeat(table.indentWrappedLines));
        return new Layout(colors, table, createDefaultOptionRenderer(), createDefaultParameterRenderer()) {
            @Override
            public void layout(ArgSpec argument, Text[][] rows) {
                super.layout(argument, split(rows, last.width - last.indent, indent));
            }
        };
    }

    private static Text[][] split(Text[][] rows, int width, Text indent) {
        List<Text[]> split = new ArrayList<>();
        for (Text[] row : rows) {
            Text[] begun = row;
            for (Text line : lines(row[row.length - 1], width, indent)) {
                Text[] next = begun.clone();
                next[next.length - 1] = line;
                split.add(next);
                begun = new Text[row.length];
                Arrays.fill(begun, Ansi.OFF.new Text(0));
            }
        }
        return split.toArray(Text[][]::new);
    }

    /** A word that is wider than a line has one of its own, which picocli breaks. */
    private static List<Text> lines(Text text, int width, Text indent) {
        List<Text> lines = new ArrayList<>();
        Text rest = text;
        int room = width;
        while (rest.plainString().length() > room) {
            String words = rest.plainString();
            int end = words.lastIndexOf(' ', room - 1);
            end = end > 0 ? end : words.indexOf(' ', 1);
            if (end < 0) {
                break;
            }
            add(lines, rest.substring(0, end), indent);
            rest = rest.substring(end + 1);
            room = width - indent.plainString().length();
        }
        add(lines, rest, indent);
        return lines;
    }

    private static void add(List<Text> lines, Text line, Text indent) {
        lines.add(lines.isEmpty() ? line : indent.concat(line));
    }
}

package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Changes the text of a file with contexts line by line, so that comments and everything else stay as they were typed. What
 * comes out is read again and compared with what was meant before anybody gets it; a layout it cannot change is refused.
 */
final class ContextEditor {
    private final Path file;
    private final ContextFile.Kind kind;
    private final String text;
    private final ContextFile before;
    private final @Nullable MappingNode root;

    /** @param text of the file; empty for one that doesn't exist yet */
    ContextEditor(String text, Path file, ContextFile.Kind kind) {
        this.file = file;
        this.kind = kind;
        this.text = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        this.before = new Contexts(List.of(ContextFile.parse(this.text, file, kind)))
                .sound()
                .files()
                .get(0);
        Node node = new YamlReader(file).root(this.text);
        if (node != null && !(node instanceof MappingNode block && block.getFlowStyle() == FlowStyle.BLOCK)) {
            throw refused("it is written in braces");
        }
        this.root = (MappingNode) node;
    }

    /**
     * The text with one more context, at the end of the others.
     *
     * @param lines of its description, indented by two for each level below its name
     */
    String add(String name, List<String> lines) {
        NodeTuple contexts = section("contexts");
        Node value = contexts == null ? null : contexts.getValueNode();
        String indent = "  ";
        int after = lineCount();
        List<String> block = new ArrayList<>();
        if (contexts == null || value == null) {
            block.add("contexts:");
        } else if (YamlReader.empty(value)) {
            after = contexts.getKeyNode().getStartMark().getLine() + 1;
        } else if (value instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK) {
            indent = " "
                    .repeat(mapping.getValue()
                            .get(0)
                            .getKeyNode()
                            .getStartMark()
                            .getColumn());
            after = lastLine(value) + 1;
        } else {
            throw refused("its contexts are written in braces");
        }
        block.add(indent + name + ":");
        for (String line : lines) {
            block.add(indent + "  " + line);
        }
        List<String> all = lines();
        all.addAll(after, block);
        String edited = join(all);
        Map<String, ContextSettings> meant = new LinkedHashMap<>(before.contexts());
        ContextSettings added = ContextFile.parse(edited, file, kind).contexts().get(name);
        if (added != null) {
            meant.put(name, added);
        }
        return checked(edited, before.current(), meant, name);
    }

    /** The text without a context, and without naming it current. */
    String remove(String name) {
        Map<String, ContextSettings> meant = new LinkedHashMap<>(before.contexts());
        meant.remove(name);
        NodeTuple contexts = Objects.requireNonNull(section("contexts"));
        if (!(contexts.getValueNode() instanceof MappingNode mapping) || mapping.getFlowStyle() != FlowStyle.BLOCK) {
            throw refused("its contexts are written in braces");
        }
        List<String> lines = lines();
        for (NodeTuple tuple : mapping.getValue()) {
            if (((ScalarNode) tuple.getKeyNode()).getValue().equals(name)) {
                int first = tuple.getKeyNode().getStartMark().getLine();
                int last = Math.max(first, lastLine(tuple.getValueNode()));
                lines.subList(first, last + 1).clear();
            }
        }
        boolean wasCurrent = name.equals(before.current());
        NodeTuple current = section("current");
        if (wasCurrent && current != null) {
            // Whichever stands first: its line is found by its text, since lines above may be gone.
            int line = current.getKeyNode().getStartMark().getLine();
            lines.remove(Objects.requireNonNull(text.lines().toList().get(line)));
        }
        return checked(join(lines), wasCurrent ? null : before.current(), meant, "");
    }

    /** The text that calls a context current. */
    String use(String name) {
        NodeTuple current = section("current");
        String edited;
        if (current == null) {
            List<String> lines = lines();
            int first = root == null ? lines.size() : root.getStartMark().getLine();
            lines.add(first, "current: " + name);
            edited = join(lines);
        } else {
            Node value = current.getValueNode();
            int start = offset(value.getStartMark());
            int end = offset(value.getEndMark());
            edited = text.substring(0, start) + (start == end ? " " : "") + name + text.substring(end);
        }
        return checked(edited, name, before.contexts(), "");
    }

    private @Nullable NodeTuple section(String name) {
        for (NodeTuple tuple : root == null ? List.<NodeTuple>of() : root.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                return tuple;
            }
        }
        return null;
    }

    /** Refuses to hand out a text that says anything else than was meant. */
    private String checked(String edited, @Nullable String current, Map<String, ContextSettings> meant, String added) {
        ContextFile after = ContextFile.parse(edited, file, kind);
        if (!added.isEmpty() && !after.mistakes().isEmpty()) {
            throw after.mistakes().get(0).exception();
        }
        boolean same = after.mistakes().isEmpty()
                && Objects.equals(after.current(), current)
                && values(after.contexts()).equals(values(meant))
                && (added.isEmpty() || after.contexts().containsKey(added));
        if (!same) {
            throw refused("its layout is not one wsctl knows how to change");
        }
        return edited;
    }

    /** Without their places, which an edit above moves. */
    private static Map<String, ContextSettings> values(Map<String, ContextSettings> contexts) {
        Map<String, ContextSettings> values = new LinkedHashMap<>();
        contexts.forEach((name, settings) -> values.put(name, settings.withoutOrigins()));
        return values;
    }

    private WsctlException refused(String why) {
        return new WsctlException(
                ExitCode.CONFIG,
                file + " is not changed: " + why,
                "edit it by hand; docs/contexts.md shows how it looks");
    }

    /** The last line a value is written on; its end mark may stand behind comments and empty lines. */
    private static int lastLine(Node node) {
        if (node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK) {
            int last = mapping.getStartMark().getLine();
            for (NodeTuple tuple : mapping.getValue()) {
                last = Math.max(last, tuple.getKeyNode().getStartMark().getLine());
                last = Math.max(last, lastLine(tuple.getValueNode()));
            }
            return last;
        }
        if (node instanceof CollectionNode<?> list && list.getFlowStyle() == FlowStyle.BLOCK) {
            int last = list.getStartMark().getLine();
            for (Object element : list.getValue()) {
                last = Math.max(last, lastLine((Node) element));
            }
            return last;
        }
        Mark end = node.getEndMark();
        boolean nextLine =
                end.getColumn() == 0 && end.getLine() > node.getStartMark().getLine();
        return nextLine ? end.getLine() - 1 : end.getLine();
    }

    private int offset(Mark mark) {
        int start = 0;
        for (int line = 0; line < mark.getLine(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return text.offsetByCodePoints(start, mark.getColumn());
    }

    private int lineCount() {
        return lines().size();
    }

    private List<String> lines() {
        return new ArrayList<>(text.lines().toList());
    }

    private static String join(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}

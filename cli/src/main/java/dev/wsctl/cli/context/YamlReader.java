package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings.Origin;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as nodes, which know their places, and collects every mistake instead of stopping at the first. A value that
 * is wrong reads as absent.
 */
public final class YamlReader {
    private final Path file;
    private final List<Mistake> mistakes = new ArrayList<>();

    public YamlReader(Path file) {
        this.file = file;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** Name and value of a mapping, with the place of the name. */
    public record Field(Node key, Node value) {}

    /**
     * The root of the document; null when there is none.
     *
     * @throws WsctlException CONFIG, when the text is no YAML
     */
    public @Nullable Node root(String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Origin place = place(e.getProblemMark());
            String hint = "check the indentation and the quotes there and in the line before";
            throw new Mistake(place, String.valueOf(e.getProblem()), hint).exception();
        } catch (YAMLException e) {
            throw new WsctlException(
                    ExitCode.CONFIG, file + " is not YAML: " + e.getMessage(), "check that it is a text file in UTF-8");
        }
    }

    public Origin place(Node node) {
        return place(node.getStartMark());
    }

    private Origin place(@Nullable Mark mark) {
        return mark == null ? new Origin(file, 1, 1) : new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    void mistake(Node node, String what, String hint) {
        mistakes.add(new Mistake(place(node), what, hint));
    }

    /** The fields of a mapping by name; a name that is not among {@code known} is a mistake. */
    public Map<String, Field> fields(Node node, String what, List<String> known) {
        Map<String, Field> fields = fields(node, what);
        fields.entrySet().removeIf(field -> {
            boolean unknown = !known.contains(field.getKey());
            if (unknown) {
                String closest = Closest.to(field.getKey(), known);
                mistake(
                        field.getValue().key(),
                        "unknown field '" + field.getKey() + "' in " + what,
                        (closest.isEmpty() ? "" : closest + "; ") + "there are " + String.join(", ", known));
            }
            return unknown;
        });
        return fields;
    }

    /** The fields of a mapping that may have any names. An empty value is an empty mapping. */
    public Map<String, Field> fields(Node node, String what) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (empty(node)) {
            return fields;
        }
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, what + " must hold names and values", "NAME: VALUE, indented below it");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = text(tuple.getKeyNode(), "a name");
            if (name != null && fields.put(name, new Field(tuple.getKeyNode(), tuple.getValueNode())) != null) {
                mistake(tuple.getKeyNode(), "'" + name + "' stands twice in " + what, "leave one of them");
            }
        }
        return fields;
    }

    static boolean empty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    public List<Node> list(Node node, String what) {
        if (empty(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(node, what + " must be a list", "a line for each, beginning with a dash");
        return List.of();
    }

    @Nullable String text(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        boolean nothing = node instanceof ScalarNode;
        mistake(node, what + (nothing ? " has no value" : " must be one value"), "put text behind the colon");
        return null;
    }

    /** The text of a field that may be absent. */
    @Nullable String text(Map<String, Field> fields, String name) {
        Field field = fields.get(name);
        return field == null ? null : text(field.value(), name);
    }

    @Nullable Integer count(Node node, String what) {
        String text = text(node, what);
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,6}")) {
            return Integer.valueOf(text);
        }
        mistake(node, what + " must be a whole number, not '" + text + "'", what + ": 3");
        return null;
    }

    boolean flag(Node node, String what) {
        String text = text(node, what);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            mistake(node, what + " must be true or false, not '" + text + "'", what + ": true");
        }
        return "true".equals(text);
    }
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import picocli.CommandLine.TypeConversionException;

/**
 * The nodes of a YAML file with dialects, each as what it must be; whatever is not is told with its line. Texts are left as they
 * stand, spaces and line ends included: they are frames.
 */
final class DialectNodes {
    private final Path file;

    DialectNodes(Path file) {
        this.file = file;
    }

    /** The whole file; null if nothing stands in it. */
    @Nullable Node root() {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new Yaml(new LoaderOptions()).compose(reader);
        } catch (IOException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    "cannot read the dialects in " + file + ": " + reason(e),
                    "check the path given with --dialects");
        } catch (MarkedYAMLException e) {
            throw mistake(e.getProblemMark(), String.valueOf(e.getProblem()), "check the indentation and the quotes");
        } catch (YAMLException e) {
            throw new WsctlException(
                    ExitCode.CONFIG, file + " is not YAML: " + e.getMessage(), "check that it is a text file in UTF-8");
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    List<NodeTuple> mapping(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw mistake(node, what + " must hold names and values", "write NAME: VALUE, indented below it");
    }

    String key(NodeTuple entry) {
        return text(entry.getKeyNode(), "a name");
    }

    String text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw mistake(node, what + " must be text", "put JSON in single quotes: '{\"type\":\"join\"}'");
    }

    /** One text or a list of them. */
    List<String> texts(Node node, String what) {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(text(node, what));
        }
        List<String> texts = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            texts.add(text(element, what));
        }
        return texts;
    }

    boolean flag(Node node, String what) {
        String text = text(node, what);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw mistake(node, what + " must be true or false", what + ": true");
    }

    Duration duration(Node node, String what) {
        try {
            return Durations.parse(text(node, what));
        } catch (TypeConversionException e) {
            throw mistake(node, String.valueOf(e.getMessage()), "write for example " + what + ": 25s");
        }
    }

    WsctlException unknown(String what, NodeTuple field, List<String> known) {
        return mistake(
                field.getKeyNode(),
                what + " has an unknown field '" + key(field) + "'",
                "fields: " + String.join(", ", known));
    }

    WsctlException mistake(Node node, String what, String hint) {
        return mistake(node.getStartMark(), what, hint);
    }

    private WsctlException mistake(@Nullable Mark mark, String what, String hint) {
        String line = mark == null ? "" : ":" + (mark.getLine() + 1);
        return new WsctlException(ExitCode.CONFIG, file + line + ": " + what, hint);
    }
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.SocketIoDialect;
import dev.wsctl.load.dialect.TemplateDialect;
import dev.wsctl.load.plan.PlanException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Dialects described in a YAML file under {@code dialects:}. It is read as nodes, not as objects, so that every mistake
 * is told with its line.
 */
final class DialectFile {
    private static final List<String> FIELDS = List.of("url", "subprotocol", "join", "joined", "send", "keepalive");
    private static final List<String> SOCKET_IO_FIELDS =
            List.of("protocol", "namespace", "auth", "join", "acknowledged", "send");

    private final Path file;

    private DialectFile(Path file) {
        this.file = file;
    }

    /** @throws WsctlException CONFIG, naming the line, when the file cannot be read or holds a mistake */
    static Map<String, Dialect> read(Path file) {
        return new DialectFile(file).dialects();
    }

    private Map<String, Dialect> dialects() {
        Node root;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            root = new Yaml(new LoaderOptions()).compose(reader);
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
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        if (root == null) {
            return dialects;
        }
        for (NodeTuple entry : mapping(root, "the file")) {
            // Other sections may stand in the same file: it can be a plan or a configuration.
            if (key(entry).equals("dialects")) {
                for (NodeTuple dialect : mapping(entry.getValueNode(), "dialects")) {
                    dialects.put(key(dialect), dialect(key(dialect), dialect));
                }
            }
        }
        return dialects;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private Dialect dialect(String name, NodeTuple entry) {
        List<NodeTuple> fields = mapping(entry.getValueNode(), "dialect " + name);
        String protocol = "template";
        for (NodeTuple field : fields) {
            if (key(field).equals("protocol")) {
                protocol = text(field.getValueNode(), "protocol");
                if (!protocol.equals("template") && !protocol.equals("socketio")) {
                    throw mistake(
                            field.getKeyNode().getStartMark(),
                            "dialect " + name + " has an unknown protocol '" + protocol + "'",
                            "socketio; or leave it out and describe the frames");
                }
            }
        }
        try {
            return protocol.equals("socketio") ? socketIo(name, fields) : template(name, fields);
        } catch (PlanException e) {
            throw mistake(entry.getKeyNode().getStartMark(), String.valueOf(e.getMessage()), e.hint());
        }
    }

    private Dialect socketIo(String name, List<NodeTuple> fields) {
        SocketIoDialect usual = SocketIoDialect.DEFAULT;
        String namespace = usual.namespace();
        String auth = usual.auth();
        String join = usual.join();
        boolean acknowledged = usual.acknowledged();
        String send = usual.send();
        for (NodeTuple field : fields) {
            Node value = field.getValueNode();
            switch (key(field)) {
                case "protocol" -> {}
                case "namespace" -> namespace = text(value, "namespace");
                case "auth" -> auth = text(value, "auth");
                case "join" -> join = text(value, "join");
                case "acknowledged" -> acknowledged = flag(value, "acknowledged");
                case "send" -> send = text(value, "send");
                default -> throw unknown(name, field, SOCKET_IO_FIELDS);
            }
        }
        return new SocketIoDialect(name, namespace, auth, join, acknowledged, send);
    }

    private Dialect template(String name, List<NodeTuple> fields) {
        String url = "{target}";
        String subprotocol = "";
        List<String> join = List.of();
        Optional<String> joined = Optional.empty();
        String send = "";
        Optional<KeepAlive> keepAlive = Optional.empty();
        for (NodeTuple field : fields) {
            Node value = field.getValueNode();
            switch (key(field)) {
                case "protocol" -> {}
                case "url" -> url = text(value, "url");
                case "subprotocol" -> subprotocol = text(value, "subprotocol");
                case "join" -> join = texts(value);
                case "joined" -> joined = Optional.of(text(value, "joined"));
                case "send" -> send = text(value, "send");
                case "keepalive" -> keepAlive = Optional.of(keepAlive(value));
                default -> throw unknown(name, field, FIELDS);
            }
        }
        return new TemplateDialect(name, url, subprotocol, join, joined, send, keepAlive);
    }

    private WsctlException unknown(String dialect, NodeTuple field, List<String> known) {
        return mistake(
                field.getKeyNode().getStartMark(),
                "dialect " + dialect + " has an unknown field '" + key(field) + "'",
                "fields: " + String.join(", ", known));
    }

    private boolean flag(Node node, String what) {
        String text = text(node, what);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw mistake(node.getStartMark(), what + " must be true or false", what + ": true");
    }

    private KeepAlive keepAlive(Node node) {
        String frame = "";
        Duration every = Duration.ofSeconds(25);
        for (NodeTuple field : mapping(node, "keepalive")) {
            switch (key(field)) {
                case "frame" -> frame = text(field.getValueNode(), "frame");
                case "every" -> every = duration(field.getValueNode());
                default ->
                    throw mistake(
                            field.getKeyNode().getStartMark(),
                            "keepalive has an unknown field '" + key(field) + "'",
                            "fields: frame, every");
            }
        }
        return new KeepAlive(frame, every);
    }

    private Duration duration(Node node) {
        try {
            return Durations.parse(text(node, "every"));
        } catch (TypeConversionException e) {
            throw mistake(node.getStartMark(), String.valueOf(e.getMessage()), "write for example every: 25s");
        }
    }

    private List<NodeTuple> mapping(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw mistake(
                node.getStartMark(), what + " must hold names and values", "write NAME: VALUE, indented below it");
    }

    private String key(NodeTuple entry) {
        return text(entry.getKeyNode(), "a name");
    }

    private List<String> texts(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(text(node, "join"));
        }
        List<String> texts = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            texts.add(text(element, "join"));
        }
        return texts;
    }

    private String text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw mistake(node.getStartMark(), what + " must be text", "put JSON in single quotes: '{\"type\":\"join\"}'");
    }

    private WsctlException mistake(Mark mark, String what, String hint) {
        String line = mark == null ? "" : ":" + (mark.getLine() + 1);
        return new WsctlException(ExitCode.CONFIG, file + line + ": " + what, hint);
    }
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.dialect.Answer;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Dialects;
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
    private static final List<String> FIELDS =
            List.of("like", "url", "subprotocol", "join", "joined", "answers", "send", "keepalive");
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
        Optional<TemplateDialect> like = like(fields);
        String url = like.map(TemplateDialect::url).orElse("{target}");
        String subprotocol = like.map(TemplateDialect::subprotocol).orElse("");
        List<String> join = like.map(TemplateDialect::join).orElse(List.of());
        Optional<Condition> joined = like.flatMap(TemplateDialect::joined);
        List<Answer> answers = like.map(TemplateDialect::answers).orElse(List.of());
        String send = like.map(TemplateDialect::send).orElse("");
        Optional<KeepAlive> keepAlive = like.flatMap(TemplateDialect::keepAlive);
        for (NodeTuple field : fields) {
            Node value = field.getValueNode();
            switch (key(field)) {
                case "protocol", "like" -> {}
                case "url" -> url = text(value, "url");
                case "subprotocol" -> subprotocol = text(value, "subprotocol");
                case "join" -> join = texts(value);
                case "joined" -> joined = Optional.of(condition(value, "joined"));
                case "answers" -> answers = answers(value);
                case "send" -> send = text(value, "send");
                case "keepalive" -> keepAlive = Optional.of(keepAlive(value));
                default -> throw unknown(name, field, FIELDS);
            }
        }
        return new TemplateDialect(name, url, subprotocol, join, joined, answers, send, keepAlive);
    }

    /** What a template takes from one that comes with the tool. */
    private Optional<TemplateDialect> like(List<NodeTuple> fields) {
        for (NodeTuple field : fields) {
            if (key(field).equals("like")) {
                String name = text(field.getValueNode(), "like");
                return Optional.of(Dialects.template(name)
                        .orElseThrow(() -> mistake(
                                field.getKeyNode().getStartMark(),
                                "'" + name + "' is no template that comes with wsctl",
                                "like: with " + String.join(", ", Dialects.templates()))));
            }
        }
        return Optional.empty();
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

    private List<Answer> answers(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw mistake(node.getStartMark(), "answers must be a list", "answers: [{when: ping, send: pong}]");
        }
        return sequence.getValue().stream().map(this::answer).toList();
    }

    private Answer answer(Node node) {
        Condition when = null;
        String send = "";
        for (NodeTuple field : mapping(node, "an answer")) {
            switch (key(field)) {
                case "when" -> when = condition(field.getValueNode(), "when");
                case "send" -> send = text(field.getValueNode(), "send");
                default ->
                    throw mistake(
                            field.getKeyNode().getStartMark(),
                            "an answer has an unknown field '" + key(field) + "'",
                            "fields: when, send");
            }
        }
        if (when == null || send.isEmpty()) {
            throw mistake(node.getStartMark(), "an answer needs when and send", "answers: [{when: ping, send: pong}]");
        }
        return new Answer(when, send);
    }

    /** Text that a frame contains, or a JSON pointer and the value there. */
    private Condition condition(Node node, String what) {
        try {
            if (!(node instanceof MappingNode)) {
                return new Condition.Contains(text(node, what));
            }
            String pointer = null;
            String value = null;
            for (NodeTuple field : mapping(node, what)) {
                switch (key(field)) {
                    case "pointer" -> pointer = text(field.getValueNode(), "pointer");
                    case "value" -> value = text(field.getValueNode(), "value");
                    default ->
                        throw mistake(
                                field.getKeyNode().getStartMark(),
                                what + " has an unknown field '" + key(field) + "'",
                                "fields: pointer, value");
                }
            }
            if (pointer == null || value == null) {
                throw mistake(
                        node.getStartMark(),
                        what + " needs a pointer and a value, or a text",
                        what + ": { pointer: /type, value: joined }");
            }
            return new Condition.At(pointer, value);
        } catch (PlanException e) {
            throw mistake(node.getStartMark(), what + ": " + e.getMessage(), e.hint());
        }
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

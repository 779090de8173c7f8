package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.dialect.Answer;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.SocketIoDialect;
import dev.wsctl.load.dialect.TemplateDialect;
import dev.wsctl.load.plan.PlanException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Dialects described in a YAML file under {@code dialects:}. Every mistake is told with its line. */
final class DialectFile {
    private static final List<String> FIELDS =
            List.of("like", "url", "subprotocol", "join", "joined", "refused", "answers", "send", "keepalive");
    private static final List<String> SOCKET_IO_FIELDS =
            List.of("protocol", "namespace", "auth", "join", "acknowledged", "send");

    private final DialectNodes nodes;

    private DialectFile(DialectNodes nodes) {
        this.nodes = nodes;
    }

    /** @throws WsctlException CONFIG, naming the line, when the file cannot be read or holds a mistake */
    static Map<String, Dialect> read(Path file) {
        return new DialectFile(new DialectNodes(file)).dialects();
    }

    private Map<String, Dialect> dialects() {
        Node root = nodes.root();
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        if (root == null) {
            return dialects;
        }
        for (NodeTuple entry : nodes.mapping(root, "the file")) {
            // Other sections may stand in the same file: it can be a plan or a configuration.
            if (nodes.key(entry).equals("dialects")) {
                for (NodeTuple dialect : nodes.mapping(entry.getValueNode(), "dialects")) {
                    dialects.put(nodes.key(dialect), dialect(nodes.key(dialect), dialect));
                }
            }
        }
        return dialects;
    }

    private Dialect dialect(String name, NodeTuple entry) {
        List<NodeTuple> fields = nodes.mapping(entry.getValueNode(), "dialect " + name);
        String protocol = "template";
        for (NodeTuple field : fields) {
            if (nodes.key(field).equals("protocol")) {
                protocol = nodes.text(field.getValueNode(), "protocol");
                if (!protocol.equals("template") && !protocol.equals("socketio")) {
                    throw nodes.mistake(
                            field.getKeyNode(),
                            "dialect " + name + " has an unknown protocol '" + protocol + "'",
                            "socketio; or leave it out and describe the frames");
                }
            }
        }
        try {
            return protocol.equals("socketio") ? socketIo(name, fields) : template(name, fields);
        } catch (PlanException e) {
            throw nodes.mistake(entry.getKeyNode(), String.valueOf(e.getMessage()), e.hint());
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
            switch (nodes.key(field)) {
                case "protocol" -> {}
                case "namespace" -> namespace = nodes.text(value, "namespace");
                case "auth" -> auth = nodes.text(value, "auth");
                case "join" -> join = nodes.text(value, "join");
                case "acknowledged" -> acknowledged = nodes.flag(value, "acknowledged");
                case "send" -> send = nodes.text(value, "send");
                default -> throw nodes.unknown("dialect " + name, field, SOCKET_IO_FIELDS);
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
        List<Condition> refused = like.map(TemplateDialect::refused).orElse(List.of());
        List<Answer> answers = like.map(TemplateDialect::answers).orElse(List.of());
        String send = like.map(TemplateDialect::send).orElse("");
        Optional<KeepAlive> keepAlive = like.flatMap(TemplateDialect::keepAlive);
        for (NodeTuple field : fields) {
            Node value = field.getValueNode();
            switch (nodes.key(field)) {
                case "protocol", "like" -> {}
                case "url" -> url = nodes.text(value, "url");
                case "subprotocol" -> subprotocol = nodes.text(value, "subprotocol");
                case "join" -> join = nodes.texts(value, "join");
                case "joined" -> joined = Optional.of(condition(value, "joined"));
                case "refused" -> refused = conditions(value);
                case "answers" -> answers = answers(value);
                case "send" -> send = nodes.text(value, "send");
                case "keepalive" -> keepAlive = Optional.of(keepAlive(value));
                default -> throw nodes.unknown("dialect " + name, field, FIELDS);
            }
        }
        return new TemplateDialect(name, url, subprotocol, join, joined, refused, answers, send, keepAlive);
    }

    /** What a template takes from one that comes with the tool. */
    private Optional<TemplateDialect> like(List<NodeTuple> fields) {
        for (NodeTuple field : fields) {
            if (nodes.key(field).equals("like")) {
                String name = nodes.text(field.getValueNode(), "like");
                return Optional.of(Dialects.template(name)
                        .orElseThrow(() -> nodes.mistake(
                                field.getKeyNode(),
                                "'" + name + "' is no template that comes with wsctl",
                                "like: with " + String.join(", ", Dialects.templates()))));
            }
        }
        return Optional.empty();
    }

    private KeepAlive keepAlive(Node node) {
        String frame = "";
        Duration every = Duration.ofSeconds(25);
        for (NodeTuple field : nodes.mapping(node, "keepalive")) {
            switch (nodes.key(field)) {
                case "frame" -> frame = nodes.text(field.getValueNode(), "frame");
                case "every" -> every = nodes.duration(field.getValueNode(), "every");
                default -> throw nodes.unknown("keepalive", field, List.of("frame", "every"));
            }
        }
        return new KeepAlive(frame, every);
    }

    private List<Answer> answers(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw nodes.mistake(node, "answers must be a list", "answers: [{when: ping, send: pong}]");
        }
        return sequence.getValue().stream().map(this::answer).toList();
    }

    private Answer answer(Node node) {
        Condition when = null;
        String send = "";
        for (NodeTuple field : nodes.mapping(node, "an answer")) {
            switch (nodes.key(field)) {
                case "when" -> when = condition(field.getValueNode(), "when");
                case "send" -> send = nodes.text(field.getValueNode(), "send");
                default -> throw nodes.unknown("an answer", field, List.of("when", "send"));
            }
        }
        if (when == null || send.isEmpty()) {
            throw nodes.mistake(node, "an answer needs when and send", "answers: [{when: ping, send: pong}]");
        }
        return new Answer(when, send);
    }

    private List<Condition> conditions(Node node) {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .map(element -> condition(element, "refused"))
                        .toList()
                : List.of(condition(node, "refused"));
    }

    /** Text that a frame contains, or a JSON pointer and the value there. */
    private Condition condition(Node node, String what) {
        try {
            if (!(node instanceof MappingNode)) {
                return new Condition.Contains(nodes.text(node, what));
            }
            String pointer = null;
            String value = null;
            for (NodeTuple field : nodes.mapping(node, what)) {
                switch (nodes.key(field)) {
                    case "pointer" -> pointer = nodes.text(field.getValueNode(), "pointer");
                    case "value" -> value = nodes.text(field.getValueNode(), "value");
                    default -> throw nodes.unknown(what, field, List.of("pointer", "value"));
                }
            }
            if (pointer == null || value == null) {
                throw nodes.mistake(
                        node,
                        what + " needs a pointer and a value, or a text",
                        what + ": { pointer: /type, value: joined }");
            }
            return new Condition.At(pointer, value);
        } catch (PlanException e) {
            throw nodes.mistake(node, what + ": " + e.getMessage(), e.hint());
        }
    }
}

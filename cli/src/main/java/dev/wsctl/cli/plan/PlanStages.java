package dev.wsctl.cli.plan;

import dev.wsctl.cli.context.Mistake;
import dev.wsctl.cli.context.YamlReader;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import picocli.CommandLine.TypeConversionException;

/** The stages of a plan file. */
final class PlanStages {
    private static final List<String> DISTURBANCES =
            List.of("reconnect", "slow_readers", "bad_network", "signal", "command", "redis_pause");
    private static final List<String> FIELDS = List.of(
            "name",
            "kind",
            "for",
            "rate",
            "reconnect",
            "slow_readers",
            "bad_network",
            "signal",
            "command",
            "redis_pause");

    private final YamlReader reader;
    private final Function<Node, String> text;

    /** @param text a node's value with its variables filled in */
    PlanStages(YamlReader reader, Function<Node, String> text) {
        this.reader = reader;
        this.text = text;
    }

    List<Stage> read(Node node, double baseRate) {
        List<Stage> stages = new ArrayList<>();
        List<Node> items = reader.list(node, "stages");
        throwFirst();
        for (Node item : items) {
            Map<String, YamlReader.Field> fields = fields(item, "a stage", FIELDS);
            try {
                stages.add(stage(item, fields, baseRate, stages.size() + 1));
            } catch (PlanException e) {
                throw mistake(item, String.valueOf(e.getMessage()), e.hint());
            }
        }
        return stages;
    }

    private Stage stage(Node node, Map<String, YamlReader.Field> fields, double baseRate, int number) {
        Optional<Disturbance> disturbance = disturbance(node, fields);
        YamlReader.Field length = fields.get("for");
        if (length == null) {
            throw mistake(node, "a stage lacks its length", "for: 30s");
        }
        YamlReader.Field named = fields.get("kind");
        Stage.Kind kind = named != null
                ? kind(named.value())
                : disturbance
                        .map(what -> what.needsConsent() ? Stage.Kind.FAULT : Stage.Kind.STORM)
                        .orElse(Stage.Kind.HOLD);
        String name = value(fields, "name").orElse(kind.text() + "-" + number);
        YamlReader.Field rate = fields.get("rate");
        double from = baseRate;
        double to = baseRate;
        if (rate != null) {
            String[] ends = text.apply(rate.value()).split("\\.\\.", -1);
            if (ends.length > 2) {
                throw rate(rate.value());
            }
            from = rate(rate.value(), ends[0], baseRate);
            to = ends.length == 1 ? from : rate(rate.value(), ends[1], baseRate);
        }
        return new Stage(name, kind, duration(length.value()), from, to, disturbance);
    }

    private double rate(Node node, String written, double baseRate) {
        String number = written.strip();
        boolean percent = number.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? number.substring(0, number.length() - 1) : number);
            return percent ? value / 100 * baseRate : value;
        } catch (NumberFormatException e) {
            throw rate(node);
        }
    }

    private WsctlException rate(Node node) {
        return mistake(node, "'" + text.apply(node) + "' is not a rate", "rate: 100, 100..500, 50% or 10%..100%");
    }

    private Stage.Kind kind(Node node) {
        String written =
                text.apply(node).toLowerCase(Locale.ROOT).replace('_', '-').replace("warmup", "warm-up");
        for (Stage.Kind kind : Stage.Kind.values()) {
            if (kind.text().equals(written)) {
                return kind;
            }
        }
        throw mistake(
                node, "unknown kind of stage '" + written + "'", "warm-up, ramp, hold, storm, fault or cool-down");
    }

    private Optional<Disturbance> disturbance(Node stage, Map<String, YamlReader.Field> fields) {
        List<String> given = new ArrayList<>();
        Optional<Disturbance> found = Optional.empty();
        for (String kind : DISTURBANCES) {
            YamlReader.Field field = fields.get(kind);
            if (field != null) {
                given.add(kind);
                found = Optional.of(disturbance(kind, field.value()));
            }
        }
        if (given.size() > 1) {
            throw mistake(
                    stage,
                    "a stage disturbs one thing, not " + String.join(" and ", given),
                    "two stages, one after the other");
        }
        return found;
    }

    private Disturbance disturbance(String kind, Node node) {
        return switch (kind) {
            case "reconnect" -> {
                Map<String, YamlReader.Field> fields = fields(node, kind, List.of("clients", "at_once"));
                yield new Disturbance.Reconnect(share(fields), isTrue(fields, "at_once"));
            }
            case "slow_readers" -> {
                Map<String, YamlReader.Field> fields = fields(node, kind, List.of("clients", "receive_buffer"));
                yield new Disturbance.SlowReaders(share(fields), count(fields, "receive_buffer", 4096));
            }
            case "bad_network" -> {
                Map<String, YamlReader.Field> fields = fields(node, kind, List.of("clients", "delay", "bytes_per_s"));
                yield new Disturbance.BadNetwork(
                        share(fields),
                        duration(fields, "delay", Duration.ofMillis(300)),
                        count(fields, "bytes_per_s", 20_000));
            }
            case "signal" -> {
                Map<String, YamlReader.Field> fields = fields(node, kind, List.of("process", "send", "after"));
                yield new Disturbance.Signal(
                        required(node, fields, "process", "process: 4711, or a file that holds the id"),
                        signal(value(fields, "send").orElse("TERM")),
                        value(fields, "after").map(PlanStages::signal));
            }
            case "command" ->
                node instanceof MappingNode
                        ? command(node)
                        : new Disturbance.Command(text.apply(node), Optional.empty());
            default -> {
                Map<String, YamlReader.Field> fields = fields(node, kind, List.of("url", "for"));
                yield new Disturbance.RedisPause(
                        required(node, fields, "url", "url: ${REDIS_URL:-redis://localhost:6379/0}"),
                        duration(fields, "for", Duration.ofSeconds(5)));
            }
        };
    }

    private Disturbance command(Node node) {
        Map<String, YamlReader.Field> fields = fields(node, "command", List.of("run", "after"));
        return new Disturbance.Command(
                required(node, fields, "run", "run: docker restart chat-a"), value(fields, "after"));
    }

    private static String signal(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("SIG") ? upper.substring(3) : upper;
    }

    private double share(Map<String, YamlReader.Field> fields) {
        YamlReader.Field clients = fields.get("clients");
        if (clients == null) {
            return 1;
        }
        String written = text.apply(clients.value());
        try {
            return Double.parseDouble(written.replaceFirst("\\s*%$", "")) / (written.endsWith("%") ? 100 : 1);
        } catch (NumberFormatException e) {
            throw mistake(clients.value(), "'" + written + "' is not a share of the clients", "clients: 5%");
        }
    }

    private boolean isTrue(Map<String, YamlReader.Field> fields, String name) {
        YamlReader.Field field = fields.get(name);
        if (field == null) {
            return false;
        }
        String written = text.apply(field.value());
        if (!written.equals("true") && !written.equals("false")) {
            throw mistake(field.value(), name + " is true or false, not '" + written + "'", name + ": true");
        }
        return written.equals("true");
    }

    private int count(Map<String, YamlReader.Field> fields, String name, int otherwise) {
        YamlReader.Field field = fields.get(name);
        if (field == null) {
            return otherwise;
        }
        String written = text.apply(field.value());
        if (!written.matches("\\d{1,9}")) {
            throw mistake(
                    field.value(), name + " must be a whole number, not '" + written + "'", name + ": " + otherwise);
        }
        return Integer.parseInt(written);
    }

    private Optional<String> value(Map<String, YamlReader.Field> fields, String name) {
        YamlReader.Field field = fields.get(name);
        return field == null ? Optional.empty() : Optional.of(text.apply(field.value()));
    }

    private String required(Node node, Map<String, YamlReader.Field> fields, String name, String hint) {
        return value(fields, name).orElseThrow(() -> mistake(node, name + " is missing", hint));
    }

    private Duration duration(Map<String, YamlReader.Field> fields, String name, Duration otherwise) {
        YamlReader.Field field = fields.get(name);
        return field == null ? otherwise : duration(field.value());
    }

    private Duration duration(Node node) {
        try {
            return Durations.parse(text.apply(node));
        } catch (TypeConversionException e) {
            throw mistake(node, String.valueOf(e.getMessage()), "for: 30s");
        }
    }

    private Map<String, YamlReader.Field> fields(@Nullable Node node, String what, List<String> known) {
        Map<String, YamlReader.Field> fields = node == null ? Map.of() : reader.fields(node, what, known);
        throwFirst();
        return fields;
    }

    private void throwFirst() {
        if (!reader.mistakes().isEmpty()) {
            throw reader.mistakes().get(0).exception();
        }
    }

    private WsctlException mistake(Node node, String what, String hint) {
        return new Mistake(reader.place(node), what, hint).exception();
    }
}

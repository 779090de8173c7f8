package dev.wsctl.cli.plan;

import dev.wsctl.cli.context.Mistake;
import dev.wsctl.cli.context.YamlReader;
import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.plan.Stage;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A load plan in YAML. Everything a flag says can stand in it under the flag's name without dashes; {@code targets},
 * {@code stages}, {@code configurations} and {@code dialects} stand beside them. What is given on the command line wins.
 */
public final class PlanFile {
    /** What a plan file must not decide for the person who runs it. */
    private static final Set<String> NEVER = Set.of("help", "version", "allow-faults", "dry-run", "debug", "context");

    /** Names that are no flag's. */
    private static final List<String> OWN = List.of("targets", "stages", "configurations");

    private static final List<String> CONFIGURATION = List.of("targets", "watch-redis");

    private static final List<String> LENGTHS = List.of("duration", "warmup");

    private final Path file;
    private final YamlReader reader;
    private final Surroundings surroundings;
    private final Map<String, YamlReader.Field> fields = new LinkedHashMap<>();

    /**
     * One of several things the same plan is carried out on.
     *
     * @param redis to be watched meanwhile; empty for none
     */
    public record Configuration(String name, List<String> targets, String redis) {}

    private PlanFile(Path file, Map<String, String> environment) {
        this.file = file;
        reader = new YamlReader(file);
        surroundings = new Surroundings(environment);
    }

    /** Whether a word on the command line names a plan rather than a server. */
    public static boolean isNamed(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml");
    }

    /** @throws WsctlException CONFIG if it cannot be read or is no YAML */
    public static PlanFile read(Path file, Map<String, String> environment) {
        PlanFile plan = new PlanFile(file, environment);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is not text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
        Node root = plan.reader.root(text);
        if (root == null) {
            throw new WsctlException(ExitCode.CONFIG, file + " is empty", "write for example rate: 100");
        }
        plan.fields.putAll(plan.reader.fields(root, "the plan"));
        plan.throwFirst();
        return plan;
    }

    private static WsctlException unreadable(Path file, String why) {
        return new WsctlException(ExitCode.CONFIG, "cannot read the plan " + file + ": " + why, "check its path");
    }

    /** The file itself, if it describes dialects. */
    public @Nullable Path dialects() {
        YamlReader.Field dialects = fields.get("dialects");
        return dialects != null && dialects.value() instanceof MappingNode ? file : null;
    }

    /** Servers named in the plan; empty if it leaves them to the command line. */
    public List<String> targets() {
        YamlReader.Field targets = fields.get("targets");
        return targets == null ? List.of() : texts(targets.value());
    }

    /** What the plan is to be carried out on, one after the other, to be compared; empty if it has no such choice. */
    public List<Configuration> configurations() {
        YamlReader.Field field = fields.get("configurations");
        if (field == null) {
            return List.of();
        }
        List<Configuration> found = new ArrayList<>();
        reader.fields(field.value(), "configurations").forEach((name, each) -> found.add(configuration(name, each)));
        throwFirst();
        if (found.size() < 2) {
            throw mistake(
                    field.key(), "there is nothing to compare", "two configurations at least, before: and after:");
        }
        if (fields.containsKey("targets")) {
            throw mistake(field.key(), "a plan has targets or configurations", "targets: within each configuration");
        }
        return found;
    }

    private Configuration configuration(String name, YamlReader.Field each) {
        Map<String, YamlReader.Field> said = reader.fields(each.value(), "a configuration", CONFIGURATION);
        throwFirst();
        YamlReader.Field targets = said.get("targets");
        YamlReader.Field redis = said.get("watch-redis");
        if (targets == null) {
            throw mistake(each.key(), "configuration " + name + " names no targets", "targets: [ws://a:8001/ws]");
        }
        return new Configuration(name, texts(targets.value()), redis == null ? "" : text(redis.value()));
    }

    /**
     * The stages, in order; empty if there are none.
     *
     * @param baseRate what rates in percent are percent of
     */
    public List<Stage> stages(double baseRate) {
        YamlReader.Field stages = fields.get("stages");
        return stages == null ? List.of() : new PlanStages(reader, this::text).read(stages.value(), baseRate);
    }

    /**
     * Gives every option that was not on the command line the value it has here.
     *
     * @param spec the command, parsed
     * @param fresh makes another command of the kind, to try values on
     * @throws WsctlException CONFIG, with line and column, for an unknown name or a value that is none
     */
    public void apply(CommandSpec spec, Supplier<Object> fresh) {
        for (String length : fields.containsKey("stages") ? LENGTHS : List.<String>of()) {
            YamlReader.Field field = fields.get(length);
            if (field != null || spec.commandLine().getParseResult().hasMatchedOption("--" + length)) {
                throw mistake(
                        (field == null ? fields.values().iterator().next() : field).key(),
                        "the plan has stages, which have lengths of their own: " + length + " says nothing",
                        "leave " + length + " out; a warm-up is a stage of kind warm-up");
            }
        }
        for (Map.Entry<String, YamlReader.Field> field : fields.entrySet()) {
            String name = field.getKey().replace('_', '-');
            boolean own = OWN.contains(name)
                    || (name.equals("dialects") && field.getValue().value() instanceof MappingNode);
            if (!own) {
                apply(
                        spec,
                        option(spec, field.getKey(), name, field.getValue()),
                        field.getValue().value(),
                        fresh);
            }
        }
    }

    private OptionSpec option(CommandSpec spec, String written, String name, YamlReader.Field field) {
        OptionSpec option = spec.findOption("--" + name);
        if (option == null && name.endsWith("s")) {
            OptionSpec singular = spec.findOption("--" + name.substring(0, name.length() - 1));
            option = singular != null && singular.isMultiValue() ? singular : null;
        }
        if (option != null && !NEVER.contains(name)) {
            return option;
        }
        if (option != null) {
            throw mistake(field.key(), "'" + written + "' is not for a plan to say", "give it on the command line");
        }
        Set<String> known = new TreeSet<>(OWN);
        known.add("dialects");
        spec.options().stream()
                .map(each -> each.longestName().replaceFirst("^-+", ""))
                .filter(each -> !NEVER.contains(each))
                .forEach(known::add);
        String closest = Closest.to(name, known);
        throw mistake(
                field.key(),
                "unknown name '" + written + "' in the plan",
                closest.isEmpty()
                        ? "names: " + String.join(", ", known)
                        : closest + "; every long flag has its name here");
    }

    private void apply(CommandSpec spec, OptionSpec option, Node value, Supplier<Object> fresh) {
        List<String> arguments = new ArrayList<>();
        List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        if (nodes.size() > 1 && !option.isMultiValue()) {
            throw mistake(value, option.longestName() + " takes one value", "leave one of them");
        }
        for (Node node : nodes) {
            String argument = option.longestName() + "=" + text(node);
            tried(fresh, List.of(argument), option, node);
            arguments.add(argument);
        }
        if (!spec.commandLine().getParseResult().hasMatchedOption(option) && !arguments.isEmpty()) {
            option.setValue(tried(fresh, arguments, option, value));
        }
    }

    /** The option's value after these arguments, by picocli's own conversion. */
    private @Nullable Object tried(Supplier<Object> fresh, List<String> arguments, OptionSpec option, Node node) {
        CommandLine trial = new CommandLine(fresh.get());
        trial.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            trial.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            String message = String.valueOf(e.getMessage());
            int line = message.indexOf('\n');
            throw mistake(
                    node, line < 0 ? message : message.substring(0, line), "wsctl loadtest --help tells the form");
        }
        return trial.getCommandSpec().findOption(option.longestName()).getValue();
    }

    private List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        for (Node each : node instanceof SequenceNode list ? list.getValue() : List.of(node)) {
            texts.add(text(each));
        }
        return texts;
    }

    /** A single value with its variables filled in. */
    private String text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw mistake(node, "one value is wanted here, or a list of them", "put text behind the colon");
        }
        try {
            return surroundings.fill(scalar.getValue().strip());
        } catch (Surroundings.UnsetException e) {
            throw mistake(
                    node,
                    "the environment variable " + e.getMessage() + " is not set",
                    "export " + e.getMessage() + "=…, or write ${" + e.getMessage() + ":-default}");
        }
    }

    private WsctlException mistake(Node node, String what, String hint) {
        return new Mistake(reader.place(node), what, hint).exception();
    }

    private void throwFirst() {
        if (!reader.mistakes().isEmpty()) {
            throw reader.mistakes().get(0).exception();
        }
    }
}

package dev.wsctl.cli.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which environment variables a command listens to: those its help mentions, and the launcher's. */
final class EnvironmentVariables {
    private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b|\\bTERM\\b");
    private static final Map<String, String> KNOWN = Map.of(
            "REDIS_ENCRYPTION_KEYS", "The keys of encrypted messages, as the servers have them.",
            "REDIS_URL", "The Redis to ask when --redis is not given.",
            "REDIS_SHARD_URLS",
                    "Further independent servers over which rooms are spread, beside REDIS_URL; | between them.",
            "REDIS_PASSWORD", "The password of Redis when neither an option nor the URL gives one.",
            "REDIS_CHANNEL_PREFIX", "What channels and keys of the servers begin with; chat when not set.",
            "METRICS_API_KEY",
                    "The key to the instances' /metrics; sent to named instances, by top to the addresses of heartbeats.",
            "WSCTL_CONTEXT", "The context to take defaults from when --context is not given; none for none.",
            "XDG_STATE_HOME", "The folder of wsctl/history; ~/.local/state when not set.",
            "NO_COLOR", "Not empty: no colour.",
            "TERM", "dumb: no colour, and nothing that rewrites a line.");

    private EnvironmentVariables() {}

    /** Name and meaning, by name. */
    static Map<String, String> of(CommandDoc command) {
        Map<String, String> found = new TreeMap<>();
        String help = Stream.of(
                        command.about().stream(),
                        command.options().stream().map(OptionDoc::description),
                        command.arguments().stream().map(ArgumentDoc::description))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n"));
        Map<String, String> settings = settings(command);
        Matcher names = NAME.matcher(help);
        while (names.find()) {
            String name = names.group();
            String meaning = settings.getOrDefault(name, KNOWN.get(name));
            if (meaning == null) {
                throw new AssertionError("the help of wsctl " + command.words() + " mentions " + name
                        + ": describe it in EnvironmentVariables.KNOWN");
            }
            found.put(name, meaning);
        }
        found.putAll(settings);
        if (help.contains("--no-color") || names(command, "--output")) {
            found.put("COLUMNS", "How wide tables and help may be; else the terminal's width, or 80.");
        }
        found.put("JAVA_HOME", "Which Java to use, if it is 17 or newer; else the java on the PATH.");
        found.put("WSCTL_JAVA_OPTS", "Further options for the Java virtual machine, separated by spaces.");
        return found;
    }

    /** An option that is labelled with a variable can be set by it. */
    private static Map<String, String> settings(CommandDoc command) {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean labelled = command.about().stream().anyMatch(text -> text.contains("environment variable"));
        if (labelled) {
            for (OptionDoc option : command.options()) {
                if (option.value() != OptionDoc.Value.NONE) {
                    settings.put(option.label(), "The same as " + option.longest() + ", which wins.");
                }
            }
        }
        return settings;
    }

    private static boolean names(CommandDoc command, String option) {
        return command.options().stream().anyMatch(each -> each.names().contains(option));
    }
}

package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.SecretReference;
import dev.wsctl.cli.option.ContextRedis;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.source.ChannelNames;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code wsctl __complete KIND WORDS…}: what shells ask for after a TAB, a name a line. It never fails and never takes long;
 * where there is nothing to offer, or the context doesn't allow to ask, it prints nothing.
 */
public final class CompletionValues {
    /** The command's name: nobody types it. */
    public static final String COMMAND = "__complete";

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int MOST = 500;
    /** A name ends up on somebody's command line: none may be anything but a word there. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:@/#+=,-]{1,200}");

    private final Context context;

    public CompletionValues(Context context) {
        this.context = context;
    }

    /** @param arguments what kind of name, then the words typed so far */
    public int print(List<String> arguments) {
        of(arguments.isEmpty() ? "" : arguments.get(0), arguments)
                .forEach(context.terminal().out()::println);
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    /**
     * Names of that kind.
     *
     * @param words typed so far; a context among them becomes the active one
     */
    List<String> of(String kind, List<String> words) {
        try {
            takeContext(words);
            return names(kind).stream()
                    .filter(name -> HARMLESS.matcher(name).matches())
                    .limit(MOST)
                    .toList();
        } catch (WsctlException e) {
            // A message in the middle of somebody's typing would be worse than no help.
            return List.of();
        }
    }

    private void takeContext(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--context=")) {
                context.active().name(words.get(i).substring("--context=".length()));
            } else if (words.get(i).equals("--context") && i + 2 < words.size()) {
                // bash takes --context=NAME for three words.
                String next = words.get(i + 1);
                context.active().name(next.equals("=") ? words.get(i + 2) : next);
            }
        }
        if (words.stream().anyMatch(word -> word.equals("-r") || word.startsWith("--redis"))) {
            context.active().name("none"); // another Redis than the context's: nobody allowed to ask that one
        }
    }

    private Collection<String> names(String kind) {
        return switch (kind) {
            case "contexts" -> context.active().contexts().names();
            case "channels" -> channels("*");
            case "rooms" -> rooms();
            default -> List.of();
        };
    }

    private Collection<String> rooms() {
        InstanceOptions instances = new InstanceOptions();
        instances.defaults(context::settings);
        String prefix = instances.prefix(context.environment()) + ":";
        return channels(prefix + "*").stream()
                .map(channel -> channel.substring(prefix.length()))
                .filter(room -> room.matches("[A-Za-z0-9_.#-]{1,64}"))
                .toList();
    }

    private Collection<String> channels(String pattern) {
        ContextSettings settings = context.settings();
        ContextSettings.Redis redis = settings.redis();
        // No command is run for a TAB: it may want a passphrase.
        if (redis == null || !settings.completesFromRedis() || redis.password() instanceof SecretReference.Command) {
            return List.of();
        }
        Deadline deadline = Deadline.after(PATIENCE);
        try (RedisSource source =
                RedisSource.of(ContextRedis.target(settings, redis, context.environment(), true), deadline)) {
            return ChannelNames.matching(source, pattern);
        }
    }
}

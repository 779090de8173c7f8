package dev.wsctl.cli.command;

import dev.wsctl.cli.render.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What may stand as a value of an option or as an argument: for whoever completes it, and the pages that tell it. */
public sealed interface Values {
    /** Labels of what only wsctl can complete. */
    Map<String, String> ASKED = Map.of("CONTEXT", "contexts", "CHANNEL", "channels", "ROOM", "rooms");

    /** One of these. */
    record Words(List<String> words) implements Values {}

    /** A file that exists, or will. */
    record Files() implements Values {}

    /**
     * Names that wsctl itself knows at the time.
     *
     * @param kind what {@code wsctl __complete} takes: contexts, channels or rooms
     */
    record Asked(String kind) implements Values {}

    /** Anything else: nothing a shell could know. */
    record Anything() implements Values {}

    static Values of(CommandSpec spec, ArgSpec argument) {
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        if (type == Format.class) {
            return new Words(formats(spec));
        }
        if (argument.completionCandidates() != null) {
            List<String> words = StreamSupport.stream(
                            argument.completionCandidates().spliterator(), false)
                    .map(word -> type.isEnum() ? word.toLowerCase(Locale.ROOT) : word)
                    .toList();
            return new Words(words);
        }
        String asked = ASKED.get(argument.paramLabel());
        if (asked != null) {
            return new Asked(asked);
        }
        boolean file = type == Path.class
                || type == java.io.File.class
                || Set.of("FILE", "PATH").contains(argument.paramLabel());
        return file ? new Files() : new Anything();
    }

    private static List<String> formats(CommandSpec spec) {
        if (spec.userObject() instanceof OffersFormats known) {
            return known.formats().stream().map(Format::option).toList();
        }
        throw new IllegalStateException(
                "wsctl " + spec.name() + " has -o: it must implement OffersFormats and say which");
    }
}

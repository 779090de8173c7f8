package dev.wsctl.cli.option;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * The arguments of a command as they are mostly given: options that it has, each once, each with a value of its own.
 * Reading annotations and making a model of them takes picocli longer than a short command needs for all its work, so
 * these are read without it. Whatever else there is, mistakes and {@code --help} among it, is left to picocli.
 */
public final class PlainArguments {
    private final List<? extends PlainOptions> options;
    private final List<String> words;
    private final Set<String> seen = new HashSet<>();
    private int next;
    private @Nullable String value;
    private @Nullable String context;

    private PlainArguments(List<? extends PlainOptions> options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /**
     * @param context takes the value of {@code --context}
     * @return false when something in there is not plain; the options may have been set in part then
     */
    public static boolean bind(List<? extends PlainOptions> options, List<String> words, Consumer<String> context) {
        PlainArguments arguments = new PlainArguments(options, words);
        try {
            if (!arguments.bind()) {
                return false;
            }
        } catch (IllegalArgumentException | TypeConversionException notPlain) {
            return false;
        }
        if (arguments.context != null) {
            context.accept(arguments.context);
        }
        return true;
    }

    private boolean bind() {
        while (next < words.size()) {
            String name = words.get(next++);
            int equals = name.startsWith("--") ? name.indexOf('=') : -1;
            value = equals < 0 ? null : name.substring(equals + 1);
            if (!take(equals < 0 ? name : name.substring(0, equals)) || value != null) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String name) {
        if (!seen.add(name)) {
            return false;
        }
        if (name.equals("--context")) {
            context = value();
            return true;
        }
        for (PlainOptions each : options) {
            if (each.take(name, this::value)) {
                return true;
            }
        }
        return false;
    }

    /** What stands behind the equals sign, else the next word. */
    private String value() {
        String word = value;
        value = null;
        if (word == null) {
            word = next < words.size() ? words.get(next++) : "";
        }
        // Nothing, what looks like an option, a file of arguments or a quotation: for picocli to say what it means.
        if (word.isEmpty() || "-@\"'".indexOf(word.charAt(0)) >= 0) {
            throw new IllegalArgumentException(word);
        }
        return word;
    }
}

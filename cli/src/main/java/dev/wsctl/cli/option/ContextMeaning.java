package dev.wsctl.cli.option;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.context.Mistake;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextSettings.Origin;
import dev.wsctl.cli.model.Suppression;
import dev.wsctl.load.dialect.Dialects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Whether the names in a context mean something: findings, their thresholds, dialects. What every command that reads the file
 * would have to load for it is too much at each start, so only those ask that use them, and {@code context validate}.
 */
public final class ContextMeaning {
    private static final List<String> LATENCY = List.of("latency.warn", "latency.crit");

    private final ContextSettings context;
    private final List<Mistake> mistakes = new ArrayList<>();

    private ContextMeaning(ContextSettings context) {
        this.context = context;
    }

    /** In the order of the file's sections. */
    public static List<Mistake> mistakes(ContextSettings context) {
        return new ContextMeaning(context).examine();
    }

    private List<Mistake> examine() {
        String dialect = context.dialect();
        if (dialect != null) {
            dialect(dialect);
        }
        context.thresholds().forEach(this::threshold);
        for (int i = 0; i < context.suppressions().size(); i++) {
            suppression(i, context.suppressions().get(i));
        }
        return mistakes;
    }

    private void dialect(String name) {
        Collection<String> names = new TreeSet<>(Dialects.names());
        try {
            for (Path file : context.dialectFiles()) {
                names.addAll(DialectFile.read(file).keySet());
            }
        } catch (WsctlException e) {
            add(context.origins().getOrDefault("dialects", context.origins().get("dialect")), e.what(), e.hint());
            return;
        }
        if (!names.contains(name)) {
            add(
                    context.origins().get("dialect"),
                    "there is no dialect '" + name + "'",
                    String.join(", ", names) + "; or describe it under dialects:");
        }
    }

    private void threshold(String name, String value) {
        Origin place = context.origins().get("thresholds." + name);
        try {
            if (name.startsWith("latency.")) {
                if (!LATENCY.contains(name)) {
                    add(place, "there is no threshold '" + name + "'", String.join(" or ", LATENCY));
                    return;
                }
                Durations.parse(value);
            } else {
                Limits.DEFAULT.with(name + "=" + value);
            }
        } catch (TypeConversionException e) {
            add(place, name + ": " + e.getMessage(), name + ": 5ms");
        } catch (IllegalArgumentException e) {
            add(place, String.valueOf(e.getMessage()), "wsctl explain CODE shows what can be set");
        }
    }

    private void suppression(int number, Suppression suppression) {
        try {
            Catalogue.rule(suppression.code());
        } catch (IllegalArgumentException e) {
            Map<String, Origin> origins = context.origins();
            add(
                    origins.getOrDefault("suppressions." + number, origins.get("suppressions")),
                    String.valueOf(e.getMessage()),
                    "wsctl explain lists all findings");
        }
    }

    private void add(@Nullable Origin place, String what, String hint) {
        if (place != null) {
            mistakes.add(new Mistake(place, what, hint));
        }
    }
}

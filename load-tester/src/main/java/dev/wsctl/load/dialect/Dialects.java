package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The dialects that come with the tool. */
public final class Dialects {

    private static final List<Dialect> BUILT_IN = Stream.concat(
                    Stream.of(new ChatDialect(), SocketIoDialect.DEFAULT), NamedTemplates.ALL.stream())
            .toList();

    private Dialects() {}

    /** Their names, in the order in which help should show them. */
    public static List<String> names() {
        return BUILT_IN.stream().map(Dialect::name).toList();
    }

    /** The names of those that are templates. */
    public static List<String> templates() {
        return NamedTemplates.ALL.stream().map(TemplateDialect::name).toList();
    }

    /** One of those. */
    public static Optional<TemplateDialect> template(String name) {
        return NamedTemplates.ALL.stream()
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    /** @throws PlanException if there is none of that name */
    public static Dialect named(String name) {
        return BUILT_IN.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        "unknown dialect '" + name + "'", "Dialects: " + String.join(", ", names()) + "."));
    }
}

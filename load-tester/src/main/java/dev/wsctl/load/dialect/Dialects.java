package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import java.util.List;

/** The dialects that come with the tool. */
public final class Dialects {

    private static final List<Dialect> BUILT_IN =
            List.of(new ChatDialect(), SocketIoDialect.DEFAULT, TemplateDialect.RAW);

    private Dialects() {}

    /** Their names, in the order in which help should show them. */
    public static List<String> names() {
        return BUILT_IN.stream().map(Dialect::name).toList();
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

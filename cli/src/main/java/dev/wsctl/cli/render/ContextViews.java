package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ContextValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code context list}, {@code show} and {@code validate} for people and programs. */
public final class ContextViews {
    private ContextViews() {}

    /**
     * All there are.
     *
     * @param saidBy who made the active one active; null when none is
     */
    public record Contexts(List<Named> contexts, @Nullable String saidBy) {}

    /** @param redis its URL; empty when the context names none */
    public record Named(String name, boolean active, String redis, int instances, List<String> files) {}

    /** What one context comes to, with everything that has a say. */
    public record Shown(String name, @Nullable String saidBy, List<ContextValue> values) {}

    /** What is wrong with the files, if anything. */
    public record Validation(List<String> files, int contexts, List<Problem> problems) {}

    public record Problem(String place, String what, String hint) {}

    public static Views<Contexts> list() {
        return new Views<>(
                "wsctl/contexts/v1",
                ContextViews::listed,
                (contexts, json) -> json.text("said_by", contexts.saidBy())
                        .array(
                                "contexts",
                                contexts.contexts(),
                                (context, o) -> o.text("name", context.name())
                                        .flag("active", context.active())
                                        .text("redis", context.redis().isEmpty() ? null : context.redis())
                                        .number("instances", context.instances())
                                        .texts("files", context.files())));
    }

    /** @param origin whether people are told where each value comes from; programs always are */
    public static Views<Shown> show(boolean origin) {
        return new Views<>(
                "wsctl/context/v1",
                (shown, page) -> shown(shown, page, origin),
                (shown, json) -> json.text("name", shown.name().isEmpty() ? null : shown.name())
                        .text("said_by", shown.saidBy())
                        .array(
                                "values",
                                shown.values(),
                                (value, o) -> o.text("name", value.name())
                                        .text("value", value.value())
                                        .text("origin", value.origin().isEmpty() ? null : value.origin())));
    }

    public static Views<Validation> validation() {
        return new Views<>(
                "wsctl/context-validation/v1",
                ContextViews::validated,
                (validation, json) -> json.flag("valid", validation.problems().isEmpty())
                        .number("contexts", validation.contexts())
                        .texts("files", validation.files())
                        .array(
                                "problems",
                                validation.problems(),
                                (problem, o) -> o.text("place", problem.place())
                                        .text("what", problem.what())
                                        .text("hint", problem.hint())));
    }

    private static void listed(Contexts contexts, Page page) {
        if (contexts.contexts().isEmpty()) {
            page.line("no contexts yet: wsctl context add NAME --redis redis://host:6379/0 --use");
            return;
        }
        Table table = new Table()
                .left("")
                .left("NAME")
                .flexible("REDIS")
                .right("INSTANCES")
                .left("FROM");
        for (Named context : contexts.contexts()) {
            table.row(
                    context.active() ? "*" : "",
                    context.name(),
                    context.redis().isEmpty() ? "-" : context.redis(),
                    context.instances(),
                    String.join(
                            ", ",
                            context.files().stream().map(ContextViews::brief).toList()));
        }
        page.table(table);
        if (!page.quiet()) {
            String saidBy = contexts.saidBy();
            page.blank()
                    .line(saidBy == null ? "none is active: wsctl context use NAME" : "* is active, said by " + saidBy);
        }
    }

    private static void shown(Shown shown, Page page, boolean origin) {
        page.line(
                shown.saidBy() == null
                        ? "no context is active; this is what commands use"
                        : shown.name() + ", said by " + shown.saidBy());
        page.blank();
        Table table = new Table().left("").flexible("").indented(2).withoutHeader();
        if (origin) {
            table.left("");
        }
        String before = "";
        for (ContextValue value : shown.values()) {
            String name = value.name().equals(before) ? "" : value.name();
            before = value.name();
            if (origin) {
                table.row(name, value.value(), Table.styled(Style.DIM, brief(value.origin())));
            } else {
                table.row(name, value.value());
            }
        }
        page.table(table);
    }

    /** Without its directories: programs get the whole path, people a table that fits. */
    private static String brief(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    /** Lines after the first stand four further in. */
    private static void wrapped(Page page, int indent, String text) {
        String margin = " ".repeat(indent);
        for (String line : Wrap.at(text, page.width() - indent - 4)) {
            page.line(margin + line);
            margin = " ".repeat(indent + 4);
        }
    }

    private static void validated(Validation validation, Page page) {
        for (Problem problem : validation.problems()) {
            wrapped(page, 0, problem.place() + ": " + problem.what());
            wrapped(page, 2, "try: " + problem.hint());
        }
        if (validation.files().isEmpty()) {
            page.line("there is no file with contexts");
        } else if (validation.problems().isEmpty()) {
            page.line(Units.count(validation.contexts(), "context") + " in " + String.join(" and ", validation.files())
                    + ", nothing wrong");
        } else {
            page.line(Units.count(validation.problems().size(), "mistake"));
        }
    }
}

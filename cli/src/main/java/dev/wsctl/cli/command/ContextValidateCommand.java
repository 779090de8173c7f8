package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ContextFile;
import dev.wsctl.cli.context.Contexts;
import dev.wsctl.cli.context.Mistake;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.option.ContextMeaning;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.ContextViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Find all mistakes in the files with contexts: line, column, and what to write instead.",
            "",
            "Looks at the files only: asks no Redis, fetches no secret. Exits with 78 when there is a mistake.",
            ""
        },
        footer = {"", "Examples:", "  wsctl context validate", "  wsctl context validate -o json | jq .problems"})
final class ContextValidateCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ContextValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ContextViews.validation().formats();
    }

    @Override
    public Integer call() {
        Views<ContextViews.Validation> views = ContextViews.validation();
        output.check(views);
        Contexts contexts = context.active().contexts();
        List<ContextViews.Problem> problems = new ArrayList<>();
        for (Mistake mistake : contexts.mistakes()) {
            problems.add(new ContextViews.Problem(mistake.place().toString(), mistake.what(), mistake.hint()));
        }
        for (ContextFile file : contexts.files()) {
            file.contexts().values().stream()
                    .flatMap(each -> ContextMeaning.mistakes(each).stream())
                    .forEach(mistake -> problems.add(
                            new ContextViews.Problem(mistake.place().toString(), mistake.what(), mistake.hint())));
            String current = file.current();
            if (current != null && !contexts.names().contains(current)) {
                problems.add(new ContextViews.Problem(
                        String.valueOf(file.currentOrigin()),
                        "current is '" + current + "', which no file describes",
                        contexts.unknown(current, "current").hint()));
            }
        }
        views.write(
                new ContextViews.Validation(
                        contexts.files().stream()
                                .map(file -> file.path().toString())
                                .toList(),
                        contexts.names().size(),
                        problems),
                output.format(),
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
        context.terminal().flush();
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIG).code();
    }
}

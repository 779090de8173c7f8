package dev.wsctl.cli.command;

import dev.wsctl.cli.context.Contexts;
import dev.wsctl.cli.context.EffectiveValues;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.ContextViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Views;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what commands use without options: of a context, the environment and the defaults.",
            "",
            "A secret is never fetched, only its place is shown.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl context show --origin           of the active context",
            "  wsctl context show staging            as with --context staging"
        })
final class ContextShowCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONTEXT",
            description = "As if named by --context. Default: the active one.")
    private @Nullable String name;

    @Option(names = "--origin", description = "Tell where each value comes from.")
    private boolean origin;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ContextShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ContextViews.show(false).formats();
    }

    @Override
    public Integer call() {
        Views<ContextViews.Shown> views = ContextViews.show(origin);
        output.check(views);
        if (name != null) {
            context.active().name(name);
        }
        ContextSettings settings = context.settings();
        Contexts.Choice choice =
                settings.active() ? context.active().choice(context.active().contexts()) : null;
        views.write(
                new ContextViews.Shown(
                        settings.name(),
                        choice == null ? null : choice.saidBy(),
                        EffectiveValues.of(settings, context.environment())),
                output.format(),
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
        context.terminal().flush();
        return ExitCode.OK.code();
    }
}

package dev.wsctl.cli.command;

import dev.wsctl.cli.context.Contexts;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.ContextViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wsctl context}: alone, it lists them. */
@Command(
        name = "context",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            ContextCommand.ListCommand.class,
            ContextShowCommand.class,
            ContextAddCommand.class,
            ContextUseCommand.class,
            ContextRemoveCommand.class,
            ContextValidateCommand.class
        },
        description = {
            "Named targets that give all commands their defaults.",
            "",
            "They stand in .wsctl.yaml, looked for in the working directory and above, and in "
                    + "~/.config/wsctl/config.yaml. Secrets stand there by reference only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl context add staging --redis redis://10.0.0.5:6379/0 --use",
            "  wsctl context show --origin           what commands use, and from where",
            "  wsctl health --context staging",
            "  wsctl context validate"
        })
final class ContextCommand implements Callable<Integer>, OffersFormats {
    private final ContextListing listing;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ContextCommand(Context context) {
        this.listing = new ContextListing(context);
    }

    @Override
    public List<Format> formats() {
        return ContextViews.list().formats();
    }

    @Override
    public Integer call() {
        return listing.print(output);
    }

    /** {@code wsctl context list}: what the command alone does. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {"List the contexts, and which one is active.", ""},
            footer = {"", "Examples:", "  wsctl context list", "  wsctl context list -o json | jq -r '.contexts[].name'"
            })
    static final class ListCommand implements Callable<Integer>, OffersFormats {
        private final ContextListing listing;

        @Mixin
        private OutputOptions output = new OutputOptions();

        ListCommand(Context context) {
            this.listing = new ContextListing(context);
        }

        @Override
        public List<Format> formats() {
            return ContextViews.list().formats();
        }

        @Override
        public Integer call() {
            return listing.print(output);
        }
    }

    private record ContextListing(Context context) {
        int print(OutputOptions output) {
            Views<ContextViews.Contexts> views = ContextViews.list();
            output.check(views);
            Contexts contexts = context.active().contexts().sound();
            Contexts.Choice choice = context.active().choice(contexts);
            List<ContextViews.Named> named = new ArrayList<>();
            for (String name : contexts.names()) {
                ContextSettings settings = contexts.settings(name, "");
                ContextSettings.Redis redis = settings.redis();
                named.add(new ContextViews.Named(
                        name,
                        choice != null && choice.name().equals(name),
                        redis == null ? "" : redis.url(),
                        settings.instances().size(),
                        contexts.files().stream()
                                .filter(file -> file.contexts().containsKey(name))
                                .map(file -> file.path().toString())
                                .toList()));
            }
            views.write(
                    new ContextViews.Contexts(named, choice == null ? null : choice.saidBy()),
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            context.terminal().flush();
            return ExitCode.OK.code();
        }
    }
}

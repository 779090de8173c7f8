package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.SessionKey;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.SessionViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.KeyReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Show one session. Its values are personal data: they are hidden unless you --reveal them.", ""},
        footer = {
            "",
            "Examples:",
            "  wsctl sessions show socketio:session:42",
            "  wsctl sessions show socketio:session:42 --reveal"
        })
final class SessionsShowCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(paramLabel = "KEY", description = "The key, as `wsctl sessions list` shows it.")
    private String key = "";

    @Option(names = "--reveal", description = "Show values.")
    private boolean reveal;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SessionsShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return SessionViews.show(reveal).formats();
    }

    @Override
    public Integer call() {
        Views<SessionKey.Content> views = SessionViews.show(reveal);
        output.check(views);
        try (RedisSource source = RedisSource.of(redis.target(context.environment()), redis.deadline())) {
            SessionKey.Content content =
                    KeyReader.show(source.ownerOf(key, source.masters().get(0)), key);
            if (content == null) {
                throw new WsctlException(
                        ExitCode.CRITICAL,
                        "there is no key " + key + " on " + source.target().display(),
                        "wsctl sessions list; it may have expired, or live in another database");
            }
            Page page = output.page(context.terminal(), context.environment());
            views.write(content, output.format(), page, context.terminal().out());
            return ExitCode.OK.code();
        }
    }
}

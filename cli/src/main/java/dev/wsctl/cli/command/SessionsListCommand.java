package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionKey;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.SessionViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.KeyReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"List session keys with type and time to live. Reads only.", ""},
        footer = {
            "",
            "Examples:",
            "  wsctl sessions list --limit 20",
            "  wsctl sessions list -o json | jq -r '.sessions[].key'"
        })
final class SessionsListCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(
            names = {"-p", "--pattern"},
            paramLabel = "GLOB",
            description = "Keys that are sessions. Default: those of the frameworks wsctl knows.")
    private @Nullable String pattern;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "Default: 50.")
    private int limit = 50;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SessionsListCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return SessionViews.list().formats();
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw WsctlException.usage("--limit must be at least 1", "--limit 50");
        }
        Views<SessionKey.Listing> views = SessionViews.list();
        output.check(views);
        try (RedisSource source = RedisSource.of(redis.servers(context.environment()), redis.deadline())) {
            Deadline scan =
                    source.deadline().atMost(redis.timeout().multipliedBy(9).dividedBy(10));
            SessionKey.Listing listing = KeyReader.list(
                    source.answeringMasters(),
                    pattern == null ? SessionFamilies.KNOWN : List.of(SessionFamily.asked(pattern)),
                    limit,
                    scan);
            List<String> gaps = new ArrayList<>(source.gaps());
            gaps.addAll(listing.gaps());
            listing = new SessionKey.Listing(listing.keys(), listing.more(), gaps);
            Page page = output.page(context.terminal(), context.environment());
            views.write(listing, output.format(), page, context.terminal().out());
            return (gaps.isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN).code();
        }
    }
}

package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.SessionViews;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SessionReader;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {SessionsListCommand.class, SessionsShowCommand.class},
        description = {
            "How many sessions are stored, and when they expire.",
            "",
            "Walks the keys with SCAN, never KEYS, in steps that don't hold up other clients. What --timeout or "
                    + "--max-keys cuts is labelled PARTIAL and exits with 3. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl sessions",
            "  wsctl sessions --pattern 'myapp:sess:*' --timeout 30s",
            "  wsctl sessions list --limit 20",
            "  wsctl sessions show socketio:session:42"
        })
final class SessionsCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(
            names = {"-p", "--pattern"},
            paramLabel = "GLOB",
            description = "Keys that are sessions. Default: those of the frameworks wsctl knows.")
    private @Nullable String pattern;

    @Option(names = "--max-keys", paramLabel = "N", description = "Look at no more keys than this. Default: all.")
    private long maxKeys = Long.MAX_VALUE;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Ask so many sessions, chosen at random, when they expire. Default: 1000.")
    private int sample = 1000;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SessionsCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return SessionViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (maxKeys < 1 || sample < 0) {
            throw WsctlException.usage(
                    "--max-keys and --sample take positive numbers", "wsctl sessions --max-keys 100000");
        }
        Rounds<SessionTally> rounds = new Rounds<>(context, output, watch, SessionViews.all());
        RedisTarget target = redis.servers(context.environment());
        return rounds.run(() -> look(target), tally -> tally.partial() ? Status.UNKNOWN : Status.OK);
    }

    private SessionTally look(RedisTarget target) {
        List<SessionFamily> families = pattern == null ? SessionFamilies.KNOWN : List.of(SessionFamily.asked(pattern));
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            // The scan stops early enough to sample and to print what there is.
            Deadline scan =
                    source.deadline().atMost(redis.timeout().multipliedBy(9).dividedBy(10));
            return new SessionReader(families, sample)
                    .read(source.answeringMasters(), scan, maxKeys)
                    .without(source.gaps());
        }
    }
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the processes of one load test find each other, if they are on several machines. */
public final class TeamOptions {
    @Option(
            names = "--coordinate",
            paramLabel = "REDIS_URL#RUN",
            description =
                    "Let --workers N processes elsewhere do the work: they find this one over Redis, by a name that is"
                            + " this run's alone. The plan passes through that Redis, with headers, data and --key.")
    private @Nullable String coordinate;

    @Option(
            names = "--join",
            paramLabel = "REDIS_URL#RUN",
            description =
                    "Be one of the workers of a run that is coordinated there; everything else is told by its leader.")
    private @Nullable String join;

    @Option(
            names = "--assemble",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long a leader waits for its workers, and a worker for its leader. Default: 5m.")
    private Duration assemble = Duration.ofMinutes(5);

    /** The run this process leads over Redis, if it does. */
    public Optional<RunAddress> coordinate() {
        return Optional.ofNullable(coordinate).map(address -> RunAddress.parse(address, "--coordinate"));
    }

    /** The run this process works for, if it does. */
    public Optional<RunAddress> join() {
        if (join != null && coordinate != null) {
            throw WsctlException.usage("--join and --coordinate: a process works or leads", "one of them");
        }
        return Optional.ofNullable(join).map(address -> RunAddress.parse(address, "--join"));
    }

    public Duration assemble() {
        return assemble;
    }
}

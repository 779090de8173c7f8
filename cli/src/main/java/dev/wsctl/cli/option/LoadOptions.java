package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.plan.Threshold;
import dev.wsctl.load.team.LocalWorkers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much load, how long, and what must hold. */
public final class LoadOptions {
    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages sent a second over all senders, whatever the server does; every member of the"
                    + " sender's room receives each. Default: 10.")
    private double rate = 10;

    @Option(
            names = "--inflight",
            paramLabel = "N",
            description = "Instead of a rate: keep N messages under way in each room, for the highest throughput.")
    private @Nullable Integer inFlight;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to measure. Default: 10s.")
    private Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = DurationOrZero.class,
            description = "How long to send before that, measured apart. Default: 2s.")
    private Duration warmUp = Duration.ofSeconds(2);

    @Mixin
    private MessageOptions messages = new MessageOptions();

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "For one connection, until it has joined. Default: 10s.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long after the last message a delivery may come before it counts as lost. Default: 5s.")
    private Duration deadline = Duration.ofSeconds(5);

    @Option(
            names = "--threshold",
            paramLabel = "'METRIC<VALUE'",
            converter = ThresholdText.class,
            description = "What must hold, like 'p99<25ms', 'lost==0', 'delivered_per_s>=1000'. Repeatable."
                    + " Default: nothing lost, duplicated, reordered or misrouted.")
    private List<Threshold> thresholds = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "The same seed repeats schedule and senders. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--find-max",
            paramLabel = "WHAT",
            description =
                    "Look for the highest load that passes, run after run: ${COMPLETION-CANDIDATES}. Begins with the"
                            + " load asked for; give thresholds.")
    private @Nullable Dimension findMax;

    @Option(
            names = "--backoff",
            paramLabel = "TIME..TIME",
            converter = BackoffText.class,
            description = "How long a client waits before it reconnects, in plans that disturb: a random part of the"
                    + " first, doubled up to the second. Default: 500ms..10s.")
    private Backoff backoff = Backoff.USUAL;

    @Option(
            names = "--allow-faults",
            description = "Carry out what the plan does to processes and Redis: signals, commands, CLIENT PAUSE.")
    private boolean allowFaults;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Let N processes of this machine share the connections, when one is not enough; every room spans"
                            + " them, and the report is one. Default: 1, this process.")
    private int workers = 1;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    /** Processes that share the work; 1: this one alone. */
    public int workers() {
        if (workers < 1 || workers > LocalWorkers.most()) {
            throw WsctlException.usage(
                    "--workers must be from 1 to " + LocalWorkers.most() + ", not " + workers,
                    "one for each processor the load needs");
        }
        return workers;
    }

    /** What to look for the highest of; empty: one run. */
    public Optional<Dimension> findMax() {
        return Optional.ofNullable(findMax);
    }

    /** Where a search begins: the load that was asked for. */
    public long start(Dimension dimension) {
        return switch (dimension) {
            case RATE -> Math.max(1, Math.round(rate));
            case CONNECTIONS -> topology.connections();
            case MEMBERS -> Math.max(1, topology.connections() / topology.rooms());
        };
    }

    /** The lowest load there is. */
    public long least(Dimension dimension) {
        return dimension == Dimension.CONNECTIONS ? topology.rooms() : 1;
    }

    /** The same as {@link #plan} at another load. */
    public LoadPlan plan(TargetOptions targets, DoubleFunction<List<Stage>> stages, Dimension dimension, long load) {
        return switch (dimension) {
            case RATE -> plan(targets, stages, topology.connections(), (double) load);
            case CONNECTIONS -> plan(targets, stages, TopologyOptions.atMost(load), rate);
            case MEMBERS -> plan(targets, stages, TopologyOptions.atMost(load * topology.rooms()), rate);
        };
    }

    /**
     * @param stages of the plan file, if there is one: made from the rate; empty for a single hold
     * @throws WsctlException for what cannot be carried out on any machine
     */
    public LoadPlan plan(TargetOptions targets, DoubleFunction<List<Stage>> stages) {
        return plan(targets, stages, topology.connections(), rate);
    }

    private LoadPlan plan(
            TargetOptions targets, DoubleFunction<List<Stage>> stages, int connections, double messagesPerSecond) {
        try {
            LoadPlanBuilder builder = LoadPlan.builder(targets.dialect(), targets.targets())
                    .ratePerSecond(messagesPerSecond)
                    .duration(duration)
                    .warmUp(warmUp)
                    .message(messages.shape(connections))
                    .connectTimeout(connectTimeout)
                    .deliveryDeadline(deadline)
                    .seed(seed)
                    .thresholds(thresholds)
                    .backoff(backoff)
                    .faultsAllowed(allowFaults)
                    .stages(stages.apply(messagesPerSecond));
            topology.applyTo(builder, connections);
            network.applyTo(builder, targets.headers());
            if (inFlight != null) {
                builder.inFlight(inFlight);
            }
            LoadPlan plan = builder.build();
            LoadTest.requireShareable(plan, workers());
            return plan;
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    static final class BackoffText implements ITypeConverter<Backoff> {
        @Override
        public Backoff convert(String value) {
            String[] ends = value.split("\\.\\.", -1);
            if (ends.length != 2) {
                throw new TypeConversionException("'" + value + "' is not a backoff; try 500ms..10s");
            }
            try {
                return new Backoff(Durations.parse(ends[0]), Durations.parse(ends[1]));
            } catch (PlanException e) {
                throw new TypeConversionException(e.getMessage() + ". " + e.hint());
            }
        }
    }

    static final class ThresholdText implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String value) {
            try {
                return Threshold.parse(value);
            } catch (PlanException e) {
                throw new TypeConversionException(e.getMessage() + ". " + e.hint());
            }
        }
    }

    /** Like {@link Durations}, but nothing at all is allowed, too. */
    static final class DurationOrZero implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return value.matches("0+(us|µs|ms|s|m|h|d)?") ? Duration.ZERO : Durations.parse(value);
        }
    }
}

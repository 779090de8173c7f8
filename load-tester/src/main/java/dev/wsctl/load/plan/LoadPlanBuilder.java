package dev.wsctl.load.plan;

import dev.wsctl.load.dialect.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Builds a {@link LoadPlan}. Defaults: 100 connections in 10 rooms, 10 messages a second, no warm-up, 10 s, 150 bytes,
 * 10 s to connect, 5 s to deliver, seed 1. What fits together is checked by {@link #build}.
 */
public final class LoadPlanBuilder {

    private final Dialect dialect;
    private final List<URI> targets;
    private int connections = 100;
    private int rooms = 10;
    private double ratePerSecond = 10;
    private OptionalInt inFlight = OptionalInt.empty();
    private OptionalLong messageLimit = OptionalLong.empty();
    private Duration warmUp = Duration.ZERO;
    private Duration duration = Duration.ofSeconds(10);
    private List<Stage> stages = List.of();
    private MessageShape message = MessageShape.of(MessageSizes.fixed(150));
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration deliveryDeadline = Duration.ofSeconds(5);
    private long seed = 1;
    private List<Threshold> thresholds = List.of();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Backoff backoff = Backoff.USUAL;
    private boolean faultsAllowed;
    private ClientNetwork network = ClientNetwork.USUAL;
    private RoomSkew skew = RoomSkew.NONE;
    private double senderShare = 1;

    LoadPlanBuilder(Dialect dialect, List<URI> targets) {
        this.dialect = dialect;
        this.targets = List.copyOf(targets);
    }

    public LoadPlanBuilder connections(int value) {
        connections = value;
        return this;
    }

    public LoadPlanBuilder rooms(int value) {
        rooms = value;
        return this;
    }

    /** Open model: messages a second over all senders. */
    public LoadPlanBuilder ratePerSecond(double value) {
        ratePerSecond = value;
        return this;
    }

    /** Closed model: messages under way in each room; replaces the rate. */
    public LoadPlanBuilder inFlight(int value) {
        inFlight = OptionalInt.of(value);
        return this;
    }

    public LoadPlanBuilder messageLimit(long value) {
        messageLimit = OptionalLong.of(value);
        return this;
    }

    public LoadPlanBuilder warmUp(Duration value) {
        warmUp = value;
        return this;
    }

    public LoadPlanBuilder duration(Duration value) {
        duration = value;
        return this;
    }

    /** In place of rate, warm-up and duration. */
    public LoadPlanBuilder stages(List<Stage> value) {
        stages = List.copyOf(value);
        return this;
    }

    /** Messages all of one size. */
    public LoadPlanBuilder messageBytes(int value) {
        return message(message.with(MessageSizes.fixed(value)));
    }

    public LoadPlanBuilder message(MessageShape value) {
        message = value;
        return this;
    }

    public LoadPlanBuilder skew(RoomSkew value) {
        skew = value;
        return this;
    }

    /** Of each room's members, over 0 to 1. */
    public LoadPlanBuilder senderShare(double value) {
        senderShare = value;
        return this;
    }

    public LoadPlanBuilder connectTimeout(Duration value) {
        connectTimeout = value;
        return this;
    }

    public LoadPlanBuilder deliveryDeadline(Duration value) {
        deliveryDeadline = value;
        return this;
    }

    public LoadPlanBuilder seed(long value) {
        seed = value;
        return this;
    }

    public LoadPlanBuilder thresholds(List<Threshold> value) {
        thresholds = List.copyOf(value);
        return this;
    }

    /** A header of the opening handshake; the last value given for a name counts. */
    public LoadPlanBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public LoadPlanBuilder backoff(Backoff value) {
        backoff = value;
        return this;
    }

    /** The user agrees to what stages do to processes and Redis. */
    public LoadPlanBuilder faultsAllowed(boolean value) {
        faultsAllowed = value;
        return this;
    }

    public LoadPlanBuilder network(ClientNetwork value) {
        network = value;
        return this;
    }

    /** Whether any certificate of a wss:// target will do. */
    public LoadPlanBuilder trustAllCertificates(boolean value) {
        network = network.with(value ? ClientTls.trustingAnything() : ClientTls.USUAL);
        return this;
    }

    /** @throws PlanException if the run cannot be carried out as asked */
    public LoadPlan build() {
        if (!stages.isEmpty()) {
            warmUp = length(stages, true);
            duration = length(stages, false);
            ratePerSecond = stages.stream()
                    .mapToDouble(stage -> Math.max(stage.fromRate(), stage.toRate()))
                    .max()
                    .orElse(0);
        }
        return new LoadPlan(
                targets,
                dialect,
                connections,
                rooms,
                ratePerSecond,
                inFlight,
                messageLimit,
                warmUp,
                duration,
                stages.isEmpty() ? plainStages() : stages,
                message,
                connectTimeout,
                deliveryDeadline,
                seed,
                thresholds,
                headers,
                backoff,
                faultsAllowed,
                network,
                skew,
                senderShare);
    }

    private static Duration length(List<Stage> stages, boolean warmUp) {
        return stages.stream()
                .filter(stage -> (stage.kind() == Stage.Kind.WARM_UP) == warmUp)
                .map(Stage::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Without the values that {@link LoadPlan} will refuse with words of its own. */
    private List<Stage> plainStages() {
        double rate = inFlight.isEmpty() && ratePerSecond > 0 && ratePerSecond <= 1e7 ? ratePerSecond : 0;
        List<Stage> plain = new ArrayList<>();
        if (warmUp.compareTo(Duration.ZERO) > 0) {
            plain.add(Stage.even("warm-up", Stage.Kind.WARM_UP, warmUp, rate));
        }
        if (duration.compareTo(Duration.ZERO) > 0) {
            plain.add(Stage.even("hold", Stage.Kind.HOLD, duration, rate));
        }
        return plain;
    }
}

package dev.wsctl.load.plan;

import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Fields;
import dev.wsctl.load.dialect.Member;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A run, in full. Who joins which room on which target is the {@link Topology}'s.
 *
 * @param targets WebSocket URLs as given by the user, at least one; one per instance
 * @param dialect how to join, send, and recognise a delivery
 * @param connections sockets to hold open, at least 1
 * @param rooms rooms they are spread over, from 1 to {@code connections}
 * @param ratePerSecond messages sent a second over all senders (open model), the highest of any stage; every member of the sender's room, the
 *     sender included, is expected to receive each
 * @param inFlight if present, the closed model replaces the rate: each room keeps this many messages under way
 * @param messageLimit if present, sending stops after this many measured messages although the duration is not over
 * @param warmUp time of sending that is measured apart and not reported
 * @param duration time of sending that counts
 * @param stages warm-up and duration in full: what is sent when, and what is disturbed; at least one that counts
 * @param message what messages look like
 * @param connectTimeout for one socket, from connect to joined
 * @param deliveryDeadline after the last send, how long a delivery may take before it counts as lost
 * @param seed makes the schedule and the choice of senders repeatable
 * @param thresholds conditions of the verdict; none means: only lost, duplicated, reordered and misrouted count
 * @param headers sent with every opening handshake, for example {@code Origin}, {@code Cookie}
 * @param backoff of clients whose connections end in a run that disturbs something
 * @param faultsAllowed the user agrees to what the stages do to processes and Redis
 * @param network subprotocol, compression, TLS and source addresses
 * @param skew of the rooms' sizes
 * @param senderShare of each room's members that send, over 0 to 1; at least one does
 */
public record LoadPlan(
        List<URI> targets,
        Dialect dialect,
        int connections,
        int rooms,
        double ratePerSecond,
        OptionalInt inFlight,
        OptionalLong messageLimit,
        Duration warmUp,
        Duration duration,
        List<Stage> stages,
        MessageShape message,
        Duration connectTimeout,
        Duration deliveryDeadline,
        long seed,
        List<Threshold> thresholds,
        Map<String, String> headers,
        Backoff backoff,
        boolean faultsAllowed,
        ClientNetwork network,
        RoomSkew skew,
        double senderShare) {

    /** The longest a single stage may last; a week is surely a mistyped unit. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int MOST_CONNECTIONS = 1_000_000;
    /** What a handshake says by itself; twice would be wrong. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "Upgrade",
            "Connection",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Extensions");
    /** Each has histograms of its own, about half a megabyte. */
    private static final int MOST_STAGES = 50;

    /** @throws PlanException if the run cannot be carried out as asked */
    public LoadPlan {
        targets = List.copyOf(targets);
        thresholds = List.copyOf(thresholds);
        headers = Map.copyOf(headers);
        stages = List.copyOf(stages);
        require(!targets.isEmpty(), "no target was given", "Name at least one URL such as ws://127.0.0.1:8001/ws.");
        targets.forEach(LoadPlan::requireWebSocket);
        require(connections >= 1, "connections must be at least 1, not " + connections, "Ask for 1 or more.");
        require(
                connections <= MOST_CONNECTIONS,
                "connections must be at most " + MOST_CONNECTIONS + ", not " + connections,
                "Run several generators for more.");
        require(rooms >= 1, "rooms must be at least 1, not " + rooms, "Ask for 1 or more.");
        require(
                rooms <= connections,
                "rooms (" + rooms + ") must not exceed connections (" + connections + "): a room needs a member",
                "Ask for fewer rooms or more connections.");
        require(
                inFlight.isPresent() || (ratePerSecond > 0 && ratePerSecond <= 1e7),
                "rate must be more than 0 and at most 10,000,000 messages a second, not " + ratePerSecond,
                "Give the messages sent a second over all senders.");
        if (inFlight.isPresent()) {
            int perRoom = inFlight.getAsInt();
            require(
                    perRoom >= 1 && perRoom <= 1_000,
                    "in-flight must be from 1 to 1000 messages a room, not " + perRoom,
                    "Start with 1 and go up until the throughput no longer grows.");
        }
        require(
                messageLimit.isEmpty() || messageLimit.getAsLong() >= 1,
                "the message limit must be at least 1, not " + messageLimit.orElse(0),
                "Leave it out to send for the whole duration.");
        requireTime("warm-up", warmUp, true);
        requireTime("duration", duration, false);
        requireStages(stages, warmUp, duration);
        requireDisturbances(stages, faultsAllowed, inFlight);
        requireTime("connect timeout", connectTimeout, false);
        requireTime("delivery deadline", deliveryDeadline, false);
        require(
                senderShare > 0 && senderShare <= 1,
                "senders must be over 0 % and at most 100 % of the members, not " + 100 * senderShare + " %",
                "For example 10%.");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            require(
                    isPrintable(header.getKey()) && isPrintable(header.getValue()),
                    "the header named '" + printable(header.getKey()) + "' contains a control character",
                    "Header names and values are printable ASCII on one line.");
            require(
                    OWN_HEADERS.stream().noneMatch(header.getKey()::equalsIgnoreCase),
                    "the header " + header.getKey() + " is the handshake's own",
                    "Leave it out; --subprotocol and --compress ask for what two of them would.");
        }
        for (URI target : targets) {
            Member first = new Member(0, "room", "name", target, message.data().row(0));
            URI opened = Fields.inTarget(target, first);
            Member there = new Member(0, "room", "name", opened, first.row());
            requireWebSocket(dialect.url(there));
            // For their columns: one that there is not is told now.
            dialect.joinFrames(there);
            dialect.envelope(there);
            dialect.keepAlive(there);
        }
        headers.forEach((name, value) -> requireSendable(name, value, message.data()));
    }

    /** A value with a line end in it would be further headers. */
    private static void requireSendable(String header, String value, DataRows data) {
        for (String column : Fields.columns(value)) {
            int index = data.columns().indexOf(column);
            if (index < 0) {
                throw MessageShape.unknown(column, data);
            }
            for (int row = 0; row < data.size(); row++) {
                require(
                        isPrintable(data.value(row, index)),
                        "line " + data.line(row) + " of the data: " + column + " holds what the header " + header
                                + " cannot carry",
                        "Header values are printable ASCII on one line.");
            }
        }
    }

    /** The size of a message's text on average, in bytes. */
    public int messageBytes() {
        return message.meanBytes();
    }

    /** Whether a stage disturbs something: then clients whose connections end come back. */
    public boolean isDisturbed() {
        return stages.stream().anyMatch(stage -> stage.disturbance().isPresent());
    }

    /**
     * Whether all members of a room belong to one process, however many carry the plan out: where the next message waits for
     * the last one, and where what is missing is explained by what happened to its sender or its receiver.
     */
    public boolean keepsRoomsWhole() {
        return inFlight.isPresent() || isDisturbed();
    }

    /** Messages a second on average over all stages that count; the open model's. */
    public double averageRate() {
        double messages = 0;
        for (Stage stage : stages) {
            if (stage.kind() != Stage.Kind.WARM_UP) {
                messages +=
                        (stage.fromRate() + stage.toRate()) / 2 * stage.length().toNanos();
            }
        }
        return messages / duration.toNanos();
    }

    /** A plan with the defaults of {@link LoadPlanBuilder}, to be changed one by one. */
    public static LoadPlanBuilder builder(Dialect dialect, List<URI> targets) {
        return new LoadPlanBuilder(dialect, targets);
    }

    private static void requireStages(List<Stage> stages, Duration warmUp, Duration duration) {
        require(stages.size() <= MOST_STAGES, "at most " + MOST_STAGES + " stages make a run", "Join some.");
        Set<String> names = new HashSet<>();
        Duration warm = Duration.ZERO;
        Duration counted = Duration.ZERO;
        for (Stage stage : stages) {
            require(names.add(stage.name()), "two stages are named " + stage.name(), "Give each a name of its own.");
            if (stage.kind() == Stage.Kind.WARM_UP) {
                require(counted.isZero(), "a warm-up comes first", "Move it to the beginning, or make it a hold.");
                warm = warm.plus(stage.length());
            } else {
                counted = counted.plus(stage.length());
            }
        }
        require(!counted.isZero(), "there is no stage that counts", "Add one, for example a hold of 30s.");
        if (!warm.equals(warmUp) || !counted.equals(duration)) {
            throw new IllegalArgumentException("the stages are not as long as warm-up and duration");
        }
    }

    private static void requireDisturbances(List<Stage> stages, boolean allowed, OptionalInt inFlight) {
        for (Stage stage : stages) {
            Disturbance disturbance = stage.disturbance().orElse(null);
            require(
                    disturbance == null || inFlight.isEmpty(),
                    "stage " + stage.name() + " disturbs clients or servers, which needs messages at a rate",
                    "Give a rate in place of messages in flight.");
            require(
                    disturbance == null || stage.kind() != Stage.Kind.WARM_UP,
                    "stage " + stage.name() + " is a warm-up, and nothing is disturbed in one",
                    "Make it a storm or a fault.");
            require(
                    disturbance == null || !disturbance.needsConsent() || allowed,
                    "stage " + stage.name() + " acts on servers or Redis: "
                            + (disturbance == null ? "" : disturbance.text()),
                    "Allow it with --allow-faults, if they are yours to disturb.");
        }
    }

    private static void requireWebSocket(URI target) {
        String scheme = target.getScheme();
        String shown = Redacted.url(target);
        require(
                "ws".equals(scheme) || "wss".equals(scheme),
                "'" + shown + "' is not a WebSocket URL",
                "Write ws://host:port/path, or wss:// for TLS.");
        require(target.getHost() != null, "'" + shown + "' names no host", "Write ws://host:port/path.");
    }

    private static void requireTime(String name, Duration value, boolean mayBeZero) {
        require(
                !value.isNegative() && (mayBeZero || !value.isZero()),
                name + " must " + (mayBeZero ? "not be negative" : "be more than 0") + ", not " + value.toMillis()
                        + " ms",
                "Write for example 10s.");
        require(value.compareTo(LONGEST) <= 0, name + " must be at most 7 days", "Check the unit.");
    }

    private static void require(boolean holds, String what, String hint) {
        if (!holds) {
            throw new PlanException(what, hint);
        }
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}

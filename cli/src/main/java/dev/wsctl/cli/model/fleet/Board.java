package dev.wsctl.cli.model.fleet;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the looks so far say together: everything there is to show at one moment.
 *
 * @param redis null while it does not answer
 * @param troubles why something is missing, one line each
 * @param findings of doctor's checks; null before the first, {@code findingsAge} old
 * @param history of figures by name, the latest last; NaN for a moment at which it was not known
 */
public record Board(
        Instant time,
        String target,
        String prefix,
        @Nullable RedisFacts redis,
        FleetLook.@Nullable OutputBuffers output,
        List<Row> instances,
        List<RoomRow> rooms,
        long roomsTotal,
        List<String> troubles,
        @Nullable List<CodedFinding> findings,
        Duration findingsAge,
        Map<String, List<Double>> history) {
    public static final String OPS = "ops";
    public static final String CLIENTS = "clients";
    public static final String MEMORY = "memory";
    public static final String CONNECTIONS = "connections";
    public static final String IN = "in";
    public static final String OUT = "out";

    public Board {
        instances = List.copyOf(instances);
        rooms = List.copyOf(rooms);
        troubles = List.copyOf(troubles);
        findings = findings == null ? null : List.copyOf(findings);
        history = Map.copyOf(history);
    }

    /** How an instance is, worst last. */
    public enum State {
        OK("ok"),
        /** It shuts down, as somebody wanted. */
        DRAINING("draining"),
        /** Its heartbeat can't be read, or never expires. */
        UNKNOWN("unknown"),
        /** It refuses connections, though its heartbeat has not run out: killed just now, or not where that says. */
        NO_ANSWER("NO ANSWER"),
        /** Its heartbeat is more than 30 s old (E11). */
        LATE("LATE"),
        DEGRADED("DEGRADED"),
        /** It was there, and isn't any more. */
        GONE("GONE");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * One instance.
     *
     * @param in messages from its clients a second; NaN where it is not known
     * @param out deliveries to its clients a second; likewise
     * @param delayMillis publish to receive, average; likewise
     * @param queue messages that wait for slow readers
     * @param told everything it told by name; empty when it told nothing
     */
    public record Row(
            String id,
            String address,
            State state,
            long connections,
            long rooms,
            double in,
            double out,
            double delayMillis,
            OptionalLong queue,
            @Nullable Duration heartbeatAge,
            @Nullable Duration uptime,
            long failures,
            String source,
            String silence,
            Map<String, Double> told) {
        public Row {
            told = Map.copyOf(told);
        }

        /** As it was, but gone. */
        public Row gone() {
            return new Row(
                    id,
                    address,
                    State.GONE,
                    connections,
                    rooms,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    OptionalLong.empty(),
                    null,
                    uptime,
                    failures,
                    source,
                    "",
                    told);
        }
    }

    /** @param rate messages a second, by its stream; NaN without one */
    public record RoomRow(String name, long subscribers, OptionalLong members, double rate) {}

    /** Of all instances that are there. */
    public long connections() {
        return instances.stream()
                .filter(row -> row.state() != State.GONE)
                .mapToLong(Row::connections)
                .sum();
    }

    /** Sums what is known; NaN when nothing is. */
    public static double sum(List<Row> rows, ToDoubleFunction<Row> figure) {
        double sum = Double.NaN;
        for (Row row : rows) {
            double one = figure.applyAsDouble(row);
            if (!Double.isNaN(one)) {
                sum = Double.isNaN(sum) ? one : sum + one;
            }
        }
        return sum;
    }
}

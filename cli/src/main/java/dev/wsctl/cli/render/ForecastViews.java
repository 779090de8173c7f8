package dev.wsctl.cli.render;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Redacted;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.preflight.Forecast;
import dev.wsctl.load.preflight.Limit;
import dev.wsctl.load.preflight.Machine;
import dev.wsctl.load.preflight.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a plan looks that is not carried out: {@code wsctl/loadtest-plan/v1}, and for people whether it would work first. */
public final class ForecastViews {
    private ForecastViews() {}

    public static Views<Forecast> views() {
        return new Views<>("wsctl/loadtest-plan/v1", new ForecastHuman(), ForecastViews::json);
    }

    /** Connections of each target, in the plan's order. */
    static List<Long> connections(LoadPlan plan) {
        Topology topology = Topology.of(plan);
        long[] counts = new long[plan.targets().size()];
        for (int number = 0; number < plan.connections(); number++) {
            counts[topology.target(number)]++;
        }
        List<Long> list = new ArrayList<>();
        for (long count : counts) {
            list.add(count);
        }
        return list;
    }

    /** As a limit's state stands in JSON and in the table. */
    static String text(Limit.State state) {
        return switch (state) {
            case OK -> "ok";
            case TIGHT -> "tight";
            case TOO_LOW -> "too low";
            case UNKNOWN -> "unknown";
        };
    }

    private static void json(Forecast forecast, JsonObject json) {
        LoadPlan plan = forecast.plan();
        Topology topology = Topology.of(plan);
        List<Long> connections = connections(plan);
        json.text("configuration", forecast.name().isEmpty() ? null : forecast.name())
                .flag("fits", forecast.fits())
                .number("connections", plan.connections())
                .number("processes", forecast.heads().size())
                .number("connections_a_process", forecast.needs().connections())
                .number("rooms", plan.rooms())
                .number("members_largest_room", topology.size(0))
                .number("members_smallest_room", topology.size(plan.rooms() - 1))
                .number("senders", forecast.traffic().senders())
                .array(
                        "targets",
                        indexes(plan.targets().size()),
                        (target, o) -> o.text(
                                        "target", Redacted.url(plan.targets().get(target)))
                                .number("connections", connections.get(target)))
                .number("in_flight_a_room", wide(plan.inFlight()))
                .number("messages", forecast.traffic().messages())
                .decimal("deliveries_per_message", forecast.traffic().deliveriesPerMessage())
                .number("deliveries", deliveries(forecast))
                .number("message_bytes", plan.messageBytes())
                .array("stages", plan.stages(), (stage, o) -> stage(forecast, stage, o))
                .object("memory", o -> memory(forecast.needs(), o))
                .array("limits", forecast.limits(), ForecastViews::limit);
    }

    /** All of them, warm-up included. */
    static OptionalLong deliveries(Forecast forecast) {
        OptionalLong messages = forecast.traffic().messages();
        return messages.isPresent()
                ? OptionalLong.of(
                        Math.round(messages.getAsLong() * forecast.traffic().deliveriesPerMessage()))
                : messages;
    }

    private static void stage(Forecast forecast, Stage stage, JsonObject json) {
        boolean paced = forecast.plan().inFlight().isEmpty();
        double each = forecast.traffic().deliveriesPerMessage();
        json.text("name", stage.name())
                .text("kind", stage.kind().text())
                .number("length_ms", stage.length().toMillis());
        Doubles.write(json, "from_per_s", paced ? stage.fromRate() : Double.NaN);
        Doubles.write(json, "to_per_s", paced ? stage.toRate() : Double.NaN);
        Doubles.write(json, "deliveries_from_per_s", paced ? stage.fromRate() * each : Double.NaN);
        Doubles.write(json, "deliveries_to_per_s", paced ? stage.toRate() * each : Double.NaN);
        json.text("disturbance", stage.disturbance().map(Disturbance::text).orElse(null));
    }

    private static void memory(Needs needs, JsonObject json) {
        Needs.Memory memory = needs.memory();
        json.number("heap_bytes", memory.heap())
                .number("heap_most_bytes", memory.heapMost())
                .number("tool_bytes", Needs.OWN_BYTES)
                .number("connections_bytes", memory.connections())
                .number("ledger_bytes", memory.ledger())
                .number("ledger_most_bytes", memory.ledgerMost())
                .number("matrix_bytes", memory.matrix())
                .number("stages_bytes", memory.stages())
                .number("data_bytes", memory.data())
                .number("outside_heap_bytes", memory.outsideHeap());
    }

    private static void limit(Limit limit, JsonObject json) {
        boolean unlimited = limit.allowed().orElse(0) == Machine.UNLIMITED;
        json.text("limit", limit.name())
                .text("state", text(limit.state()).replace(' ', '_'))
                .text("unit", limit.inBytes() ? "bytes" : "count")
                .number("needed", limit.needed())
                .number("allowed", unlimited ? OptionalLong.empty() : limit.allowed())
                .flag("unlimited", unlimited)
                .text("problem", limit.problem())
                .text("hint", limit.hint());
    }

    private static OptionalLong wide(OptionalInt value) {
        return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
    }

    private static List<Integer> indexes(int size) {
        return java.util.stream.IntStream.range(0, size).boxed().toList();
    }
}

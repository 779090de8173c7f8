package dev.wsctl.load.preflight;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.schedule.PacedSchedule;
import java.util.OptionalLong;

/**
 * What a plan sends, and what is to arrive of that if every connection opens.
 *
 * @param messages sent in all, warm-up included; empty in the closed model, where that depends on the servers
 * @param deliveriesPerMessage on average: the members of its room
 * @param senders among the connections
 */
public record Traffic(OptionalLong messages, double deliveriesPerMessage, long senders) {

    public static Traffic of(LoadPlan plan) {
        Topology topology = Topology.of(plan);
        long senders = topology.senders();
        double deliveries = 0;
        for (int room = 0; room < plan.rooms(); room++) {
            // In the open model senders take turns, in the closed one rooms do.
            double share = plan.inFlight().isPresent() ? 1.0 / plan.rooms() : (double) topology.senders(room) / senders;
            deliveries += share * topology.size(room);
        }
        return new Traffic(messages(plan), deliveries, senders);
    }

    /** About; without bound in the closed model. */
    long messagesOfASender() {
        return messages.isPresent() ? (messages.getAsLong() + senders - 1) / senders : Long.MAX_VALUE;
    }

    private static OptionalLong messages(LoadPlan plan) {
        if (plan.inFlight().isPresent()) {
            return OptionalLong.empty();
        }
        PacedSchedule schedule = new PacedSchedule(
                plan.stages().stream()
                        .map(stage -> new PacedSchedule.Pace(stage.length(), stage.fromRate(), stage.toRate()))
                        .toList(),
                plan.warmUp(),
                plan.messageLimit());
        return OptionalLong.of(schedule.messages());
    }
}

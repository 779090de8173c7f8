package dev.wsctl.cli.model;

import java.util.List;
import java.util.Optional;

/**
 * What a delivery check measured, not yet judged.
 *
 * @param deliveries every ordered pair of targets, each with itself included
 * @param rooms how many rooms the members were spread over; with fewer than two, misrouting cannot show
 * @param doubts why the latencies cannot be trusted: this machine was too busy to measure them. What was delivered was
 *     delivered all the same
 * @param redis what Redis itself showed, if it was asked
 */
public record Verification(
        List<Participant> participants,
        List<Delivery> deliveries,
        int rooms,
        List<String> doubts,
        Optional<RedisView> redis) {
    public Verification {
        participants = List.copyOf(participants);
        deliveries = List.copyOf(deliveries);
        doubts = List.copyOf(doubts);
    }

    /**
     * Redis' own view while the members were joined.
     *
     * @param subscribers how many instances subscribed to each of the check's rooms, smallest first; empty if none
     * @param instances ids of the instances that keep a heartbeat, with "(degraded)" where they say so
     */
    public record RedisView(List<Long> subscribers, List<String> instances) {
        public RedisView {
            subscribers = List.copyOf(subscribers);
            instances = List.copyOf(instances);
        }
    }
}

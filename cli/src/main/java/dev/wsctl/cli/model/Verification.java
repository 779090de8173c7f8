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
     * Redis' own view while the members were joined and sent.
     *
     * @param families the channels that carry the rooms' names
     * @param publications what was seen on them, by who sent it
     * @param gaps why publications may be missing, one line each; where there are any, none seen proves nothing
     */
    public record RedisView(List<RoomFamily> families, List<Publication> publications, List<String> gaps) {
        public RedisView {
            families = List.copyOf(families);
            publications = List.copyOf(publications);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * One way in which room channels are named.
     *
     * @param name of the channel, with {@code {room}} where the room's name stands
     * @param shard sharded pub/sub: what is published is seen only where somebody subscribes
     * @param subscribers of the room that has the fewest; subscribers by pattern are not among them, nor are we
     */
    public record RoomFamily(String name, boolean shard, long subscribers) {}

    /**
     * Messages seen in Redis.
     *
     * @param from label of the target whose members sent them; empty where the message did not tell
     * @param family the channel, as in {@link RoomFamily#name}
     */
    public record Publication(String from, String family, long messages) {}
}

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
     * @param homes where it was seen, of several independent servers; empty where there is only one
     * @param gaps what was not seen and why, one line each; where there are any, no publication seen proves nothing
     * @param uncounted those of them that are about subscribers; where there are any, their numbers are lower bounds
     */
    public record RedisView(
            List<RoomFamily> families,
            List<Publication> publications,
            List<Home> homes,
            List<String> gaps,
            List<String> uncounted) {
        public RedisView {
            families = List.copyOf(families);
            publications = List.copyOf(publications);
            homes = List.copyOf(homes);
            gaps = List.copyOf(gaps);
            uncounted = List.copyOf(uncounted);
        }

        /** Of one server, with nothing missing but publications. */
        public RedisView(List<RoomFamily> families, List<Publication> publications, List<String> gaps) {
            this(families, publications, List.of(), gaps, List.of());
        }
    }

    /**
     * On which of several independent servers members of a target were heard in a room.
     *
     * @param from label of the target
     * @param room a number, from 1: names are made up for each run
     * @param server its address
     */
    public record Home(String from, int room, String server) {}

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

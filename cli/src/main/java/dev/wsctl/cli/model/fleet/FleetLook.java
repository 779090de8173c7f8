package dev.wsctl.cli.model.fleet;

import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.evidence.Reading;
import java.time.Instant;
import java.util.List;

/**
 * One look at the fleet. What could not be read is absent, with the reason.
 *
 * @param atNanos on our monotonic clock: only the difference of two says something
 * @param target Redis' URL, without secrets
 * @param prefix channel prefix of the instances
 */
public record FleetLook(
        Instant time,
        long atNanos,
        String target,
        String prefix,
        Reading<RedisFacts> redis,
        Reading<OutputBuffers> output,
        Reading<List<InstanceLook>> instances,
        Reading<Rooms> rooms) {
    /**
     * What Redis holds for subscribers that have not read it yet.
     *
     * @param bytes of all of them
     * @param largest the subscriber with most; empty when nobody has any
     */
    public record OutputBuffers(long subscribers, long bytes, String largest) {}

    /**
     * The rooms with most members.
     *
     * @param total how many rooms have a subscriber
     */
    public record Rooms(List<RoomLook> busiest, long total) {
        public Rooms {
            busiest = List.copyOf(busiest);
        }
    }
}

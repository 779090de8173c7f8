package dev.wsctl.cli.model.evidence;

import java.util.List;
import java.util.Map;

/**
 * What else was looked at beside the masters: each part may be absent, being refused, not there, or not asked for.
 *
 * @param sentinels each that was named, as it sees the master
 * @param replicas that the masters name
 * @param presence who stands in the sorted sets of presence
 * @param metrics of the instances that were named, before and after the window
 * @param messages a short listening to what is published
 * @param catchAll by node, how many subscribers received a message on a channel that nobody can know
 */
public record Surroundings(
        Reading<List<SentinelView>> sentinels,
        Reading<List<ReplicaView>> replicas,
        Reading<Presence> presence,
        Reading<List<InstanceMetrics>> metrics,
        Reading<MessageSample> messages,
        Reading<Map<String, Long>> catchAll) {

    /** Nothing of it was looked at. */
    public static Surroundings absent(String reason) {
        return new Surroundings(
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason));
    }

    public Surroundings withSentinels(Reading<List<SentinelView>> seen) {
        return new Surroundings(seen, replicas, presence, metrics, messages, catchAll);
    }

    public Surroundings withReplicas(Reading<List<ReplicaView>> seen) {
        return new Surroundings(sentinels, seen, presence, metrics, messages, catchAll);
    }

    public Surroundings withPresence(Reading<Presence> seen) {
        return new Surroundings(sentinels, replicas, seen, metrics, messages, catchAll);
    }

    public Surroundings withMetrics(Reading<List<InstanceMetrics>> seen) {
        return new Surroundings(sentinels, replicas, presence, seen, messages, catchAll);
    }

    public Surroundings withMessages(Reading<MessageSample> seen) {
        return new Surroundings(sentinels, replicas, presence, metrics, seen, catchAll);
    }

    public Surroundings withCatchAll(Reading<Map<String, Long>> seen) {
        return new Surroundings(sentinels, replicas, presence, metrics, messages, seen);
    }
}

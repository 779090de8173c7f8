package dev.wsctl.cli.model;

import java.util.List;

/**
 * One message that was published, or would be.
 *
 * @param shard whether on a shard channel
 * @param id of the message in the reference server's envelope; empty for a raw payload
 * @param payload as text; of an encrypted message, what it says
 * @param bytes how long it was on the wire
 * @param received how many subscribers received it, or, with {@code dryRun}, would now
 * @param lowerBound whether there may be more: in a cluster Redis does not say how many pattern subscribers other nodes have
 */
public record Published(
        String target,
        String channel,
        boolean shard,
        boolean dryRun,
        String id,
        String payload,
        boolean encrypted,
        int bytes,
        long received,
        boolean lowerBound) {
    /** A message that nobody receives was probably meant for somebody. */
    public List<Finding> findings() {
        return received > 0 || lowerBound
                ? List.of()
                : List.of(new Finding(
                        Status.WARNING,
                        "nobody subscribes to " + channel,
                        "",
                        "wsctl channels shows who is listened to; another --prefix, or --sharded?"));
    }

    public Status status() {
        return Findings.worst(findings());
    }
}

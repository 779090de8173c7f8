package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** How many instances subscribe to the channels of some rooms, as Redis counts them (PUBSUB NUMSUB). */
final class RoomSubscriptions {
    private final RedisTarget target;
    private final Duration timeout;

    RoomSubscriptions(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** Rooms have names that nothing else has, so that any channel that ends with one is theirs, whatever its prefix. */
    Verification.RedisView of(Set<String> rooms) {
        List<Long> subscribers = new ArrayList<>();
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            List<RedisNode> nodes = source.masters();
            for (String room : rooms) {
                long count = 0;
                for (RedisNode node : nodes) {
                    for (Object channel : node.list("PUBSUB", "CHANNELS", "*" + room)) {
                        List<?> reply = node.list("PUBSUB", "NUMSUB", String.valueOf(channel));
                        count += reply.size() == 2 && reply.get(1) instanceof Long number ? number : 0;
                    }
                }
                subscribers.add(count);
            }
        }
        Collections.sort(subscribers);
        return new Verification.RedisView(subscribers, List.of());
    }
}

package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.InstanceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds heartbeats often without searching often: by the registry the instances keep (docs/protocol.md), and only where there is
 * none by a search of the keys, now and then.
 */
public final class InstanceFinder {
    private static final Duration SEARCH_EVERY = Duration.ofSeconds(30);
    private static final int MOST = 1000;

    private final String prefix;
    private Set<String> searched = Set.of();
    private long searchedNanos;

    public InstanceFinder(String prefix) {
        this.prefix = prefix;
    }

    /** Those that are alive, as far as they are found in the time. */
    public List<InstanceStatus> find(List<RedisNode> nodes, Deadline deadline) {
        Set<String> ids = registered(nodes);
        if (ids.isEmpty()) {
            long now = System.nanoTime();
            if (searchedNanos == 0 || now - searchedNanos > SEARCH_EVERY.toNanos()) {
                searchedNanos = now;
                HeartbeatReader.Registry found = HeartbeatReader.read(nodes, prefix, deadline);
                searched = new TreeSet<>();
                found.instances().forEach(instance -> searched.add(instance.id()));
                return found.instances();
            }
            ids = searched;
        }
        return HeartbeatReader.named(nodes, prefix, ids);
    }

    /** In a cluster one node has it and the others say so. */
    private Set<String> registered(List<RedisNode> nodes) {
        Set<String> ids = new LinkedHashSet<>();
        for (RedisNode node : nodes) {
            List<@Nullable Object> replies = node.callAll(new ArrayList<>(
                    List.<String[]>of(new String[] {"ZRANGE", prefix + ":registry", "0", Integer.toString(MOST - 1)})));
            if (replies.get(0) instanceof List<?> members) {
                members.forEach(member -> ids.add(String.valueOf(member)));
            }
        }
        return ids;
    }
}

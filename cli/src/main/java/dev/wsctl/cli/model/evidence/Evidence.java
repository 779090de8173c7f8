package dev.wsctl.cli.model.evidence;

import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything {@code doctor} looked at, in one snapshot of two samples.
 *
 * @param target the URL, without secrets
 * @param prefix channel prefix of the instances
 * @param nodes every master that answered, of each server where there are several independent ones
 * @param troubles what ended reading early, or why a node is not among {@code nodes}
 * @param heartbeats of the instances under {@code prefix}
 * @param otherPrefixes other prefixes with heartbeats, and how many
 * @param delivery what messages between the instances did that were named; absent when none was
 * @param frameworks what runs on this Redis, as far as it was recognised
 * @param surroundings sentinels, replicas, presence, the instances' own figures, what is published
 */
public record Evidence(
        String target,
        Instant time,
        String prefix,
        List<NodeEvidence> nodes,
        List<Trouble> troubles,
        Reading<List<InstanceStatus>> heartbeats,
        Reading<Map<String, Long>> otherPrefixes,
        Reading<KeySample> keys,
        Reading<HostFacts> host,
        Reading<Verification> delivery,
        List<Framework> frameworks,
        Surroundings surroundings) {
    public Evidence {
        nodes = List.copyOf(nodes);
        troubles = List.copyOf(troubles);
        frameworks = List.copyOf(frameworks);
    }

    /** The nodes of each independent server; several such servers share the rooms. */
    public Collection<List<NodeEvidence>> servers() {
        return nodes.stream()
                .collect(Collectors.groupingBy(NodeEvidence::server, TreeMap::new, Collectors.toList()))
                .values();
    }

    /** The shortest window over all nodes. */
    public Duration window() {
        return nodes.stream().map(NodeEvidence::window).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The same, with what messages between the instances did. */
    public Evidence withDelivery(Reading<Verification> measured) {
        return new Evidence(
                target,
                time,
                prefix,
                nodes,
                troubles,
                heartbeats,
                otherPrefixes,
                keys,
                host,
                measured,
                frameworks,
                surroundings);
    }

    /** The same, with the frameworks that were recognised, and what kept others from being seen. */
    public Evidence withFrameworks(List<Framework> recognised, List<Trouble> more) {
        List<Trouble> all = new ArrayList<>(troubles);
        more.stream().filter(trouble -> !all.contains(trouble)).forEach(all::add);
        return new Evidence(
                target,
                time,
                prefix,
                nodes,
                all,
                heartbeats,
                otherPrefixes,
                keys,
                host,
                delivery,
                recognised,
                surroundings);
    }

    /** The same, with what stands beside the masters. */
    public Evidence withSurroundings(Surroundings seen) {
        return new Evidence(
                target,
                time,
                prefix,
                nodes,
                troubles,
                heartbeats,
                otherPrefixes,
                keys,
                host,
                delivery,
                frameworks,
                seen);
    }
}

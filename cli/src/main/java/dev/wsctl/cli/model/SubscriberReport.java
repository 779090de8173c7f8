package dev.wsctl.cli.model;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribes.
 *
 * @param expected subscribers each channel should have; null when nobody said
 * @param clients in the order asked for, cut to the limit
 * @param total how many matched, before the cut
 * @param nodes each node that was asked
 * @param gaps who is missing and why; where there are any, all numbers are lower bounds
 * @param softLimit bytes of output a pub/sub client may owe for a while before Redis cuts it off; empty when not known,
 *     0 for no limit
 */
public record SubscriberReport(
        String target,
        @Nullable Integer expected,
        List<ChannelCensus.Channel> channels,
        List<Subscriber> clients,
        long total,
        List<NodeAnswer> nodes,
        List<String> gaps,
        OptionalLong softLimit,
        List<Finding> findings) {
    public SubscriberReport {
        channels = List.copyOf(channels);
        clients = List.copyOf(clients);
        nodes = List.copyOf(nodes);
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    public SubscriberReport with(List<Finding> newFindings) {
        return new SubscriberReport(target, expected, channels, clients, total, nodes, gaps, softLimit, newFindings);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    public Status status() {
        return Findings.worst(findings);
    }
}

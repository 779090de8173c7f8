package dev.wsctl.cli.model;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribes.
 *
 * @param expected subscribers each channel should have; null when nobody said
 * @param softLimit bytes of output a pub/sub client may owe for a while before Redis cuts it off; empty when not known,
 *     0 for no limit
 */
public record SubscriberReport(
        String target,
        @Nullable Integer expected,
        List<ChannelCensus.Channel> channels,
        List<Subscriber> clients,
        OptionalLong softLimit,
        List<Finding> findings) {
    public SubscriberReport {
        channels = List.copyOf(channels);
        clients = List.copyOf(clients);
        findings = List.copyOf(findings);
    }

    public SubscriberReport with(List<Finding> newFindings) {
        return new SubscriberReport(target, expected, channels, clients, softLimit, newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }
}

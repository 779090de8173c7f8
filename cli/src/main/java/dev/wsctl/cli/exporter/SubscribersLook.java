package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.source.ClientReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;

/** Connections in pub/sub mode, and what Redis holds for them. */
final class SubscribersLook implements Collector.Look {
    @Override
    public void into(MetricsText metrics, RedisSource source) {
        List<Subscriber> subscribers = ClientReader.subscribers(source.answeringMasters());
        metrics.gauge("wsctl_subscriber_connections", "Connections in pub/sub mode.", subscribers.size());
        metrics.gauge(
                "wsctl_subscriber_pattern_connections",
                "Those that subscribe by pattern.",
                subscribers.stream().filter(one -> one.patterns() > 0).count());
        metrics.gauge(
                "wsctl_subscriber_output_buffer_max_bytes",
                "Held for the slowest of them.",
                subscribers.stream().mapToLong(Subscriber::outputBuffer).max().orElse(0));
        metrics.gauge(
                "wsctl_subscriber_output_buffer_bytes",
                "Held for all of them.",
                subscribers.stream().mapToLong(Subscriber::outputBuffer).sum());
    }
}

package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.Map;

/** Channels that somebody subscribes to; by name those with the most subscribers. */
final class ChannelsLook implements Collector.Look {
    private final int top;

    ChannelsLook(int top) {
        this.top = top;
    }

    @Override
    public void into(MetricsText metrics, RedisSource source) {
        ChannelReader.Counts counts = ChannelReader.matching(source.answeringMasters(), "*", source.deadline());
        for (Kind kind : Kind.values()) {
            String label = kind == Kind.SHARD ? "shard" : "classic";
            Map<String, Long> channels = counts.of(kind);
            metrics.gauge("wsctl_channels", "Channels somebody subscribes to.", channels.size(), "kind", label);
            channels.entrySet().stream()
                    .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                    .limit(top)
                    .forEach(channel -> metrics.gauge(
                            "wsctl_channel_subscribers",
                            "Subscribers, of the channels with the most.",
                            channel.getValue(),
                            "channel",
                            channel.getKey(),
                            "kind",
                            label));
        }
        metrics.gauge(
                "wsctl_channels_partial",
                "1 when not every node could be asked.",
                counts.gaps().isEmpty() ? 0 : 1);
    }
}

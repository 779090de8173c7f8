package dev.wsctl.cli.option;

import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which channels to show, beyond the pattern of their names. */
public final class ChannelFilter {
    @Option(names = "--kind", paramLabel = "KIND", description = "Only classic or only shard channels.")
    private @Nullable Kind kind;

    @Option(names = "--below", paramLabel = "N", description = "Only channels with fewer subscribers than N.")
    private long below = Long.MAX_VALUE;

    @Option(names = "--above", paramLabel = "N", description = "Only channels with more subscribers than N.")
    private long above = -1;

    @Option(
            names = "--framework",
            paramLabel = "NAME",
            description = "Only channels whose names look like this framework's; a part of its name will do.")
    private String framework = "";

    public boolean takes(Channel channel) {
        return (kind == null || channel.kind() == kind)
                && channel.subscribers() < below
                && channel.subscribers() > above
                && channel.framework().toLowerCase(Locale.ROOT).contains(framework.toLowerCase(Locale.ROOT));
    }
}

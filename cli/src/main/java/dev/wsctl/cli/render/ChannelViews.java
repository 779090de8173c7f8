package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ChannelCensus;
import java.util.Locale;

/** {@code channels} for people and programs. */
public final class ChannelViews {
    private ChannelViews() {}

    public static Views<ChannelCensus> all() {
        return new Views<>("wsctl/channels/v1", ChannelViews::human, ChannelViews::json);
    }

    private static void human(ChannelCensus census, Page page) {
        if (!page.quiet() && !census.channels().isEmpty()) {
            Table table = new Table()
                    .right("SUBSCRIBERS")
                    .flexible("CHANNEL")
                    .left("KIND")
                    .left("LOOKS LIKE");
            for (ChannelCensus.Channel channel : census.channels()) {
                table.row(
                        Units.count(channel.subscribers()),
                        channel.name(),
                        channel.kind().name().toLowerCase(Locale.ROOT),
                        channel.confidence().mark(channel.framework()));
            }
            page.table(table).blank();
        }
        String shown = census.channels().size() < census.total()
                ? ", " + Units.count(census.channels().size()) + " shown (--limit)"
                : "";
        page.prose(
                (census.partial() ? "at least " : "")
                        + Units.count(census.total(), "channel")
                        + (census.pattern().equals("*") ? "" : " like " + census.pattern())
                        + shown
                        + "; "
                        + Units.count(census.distinctPatterns(), "pattern")
                        + (census.distinctPatterns() > 0
                                ? " held by " + Units.count(census.patternClients(), "connection")
                                        + ", not counted above"
                                : "")
                        + (census.nodes() > 1 ? "; " + census.nodes() + " nodes" : ""),
                2);
        page.gaps(census.gaps());
        if (census.total() == 0 && census.pattern().equals("*") && !page.quiet()) {
            page.line("Nobody subscribes to anything: are the instances connected to this Redis?");
        }
    }

    private static void json(ChannelCensus census, JsonObject json) {
        json.text("target", census.target()).text("pattern", census.pattern());
        json.array("channels", census.channels(), ChannelViews::channel);
        json.number("total", census.total())
                .object(
                        "patterns",
                        o -> o.number("distinct", census.distinctPatterns()).number("clients", census.patternClients()))
                .number("nodes", census.nodes())
                .flag("partial", census.partial())
                .texts("gaps", census.gaps());
    }

    private static void channel(ChannelCensus.Channel channel, JsonObject json) {
        json.text("name", channel.name())
                .text("kind", channel.kind().name().toLowerCase(Locale.ROOT))
                .number("subscribers", channel.subscribers())
                .text("framework", channel.framework().isEmpty() ? null : channel.framework())
                .text(
                        "confidence",
                        channel.framework().isEmpty()
                                ? null
                                : channel.confidence().word());
    }
}

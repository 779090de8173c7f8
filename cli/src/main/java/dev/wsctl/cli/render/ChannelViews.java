package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.NodeChannels;
import java.util.List;
import java.util.Locale;

/** {@code channels} for people and programs. */
public final class ChannelViews {
    private ChannelViews() {}

    public static Views<ChannelCensus> all() {
        return new Views<>("wsctl/channels/v1", ChannelViews::human, ChannelViews::json);
    }

    private static void human(ChannelCensus census, Page page) {
        if (!page.quiet() && !census.channels().isEmpty()) {
            page.table(channels(census)).blank();
        }
        if (!page.quiet()
                && (census.byNode() || placed(census) || census.nodes().stream().anyMatch(ChannelViews::notable))) {
            page.table(nodes(census)).blank();
        }
        astray(census, page);
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
                        + (census.nodes().size() > 1 ? "; " + answering(census) : ""),
                2);
        page.gaps(census.gaps());
        if (census.total() == 0 && census.pattern().equals("*") && !page.quiet()) {
            page.line("Nobody subscribes to anything: are the instances connected to this Redis?");
        }
    }

    private static String answering(ChannelCensus census) {
        return census.answering() == census.nodes().size()
                ? census.answering() + " nodes"
                : census.answering() + " of " + census.nodes().size() + " nodes answered";
    }

    private static Table channels(ChannelCensus census) {
        Table table = new Table()
                .right("SUBSCRIBERS")
                .flexible("CHANNEL")
                .left("KIND")
                .left("LOOKS LIKE");
        if (placed(census)) {
            table.left("ON");
        }
        List<String> addresses = addresses(census);
        for (ChannelCensus.Channel channel : census.channels()) {
            table.row(
                    Units.count(channel.subscribers()),
                    channel.name(),
                    channel.kind().name().toLowerCase(Locale.ROOT),
                    channel.confidence().mark(channel.framework()),
                    Locations.cell(channel.location(), addresses));
        }
        return table;
    }

    private static boolean placed(ChannelCensus census) {
        return census.channels().stream()
                .anyMatch(channel -> !channel.location().shares().isEmpty());
    }

    private static List<String> addresses(ChannelCensus census) {
        return census.nodes().stream().map(node -> node.answer().address()).toList();
    }

    private static boolean notable(ChannelCensus.Node node) {
        NodeChannels said = node.said();
        return node.answer().state() != NodeAnswer.State.ANSWERED
                || said == null
                || !said.problem().isEmpty();
    }

    private static Table nodes(ChannelCensus census) {
        List<String> addresses = addresses(census);
        Table table = new Table()
                .left("")
                .flexible("NODE")
                .left("ROLE")
                .right("ANSWER")
                .right("CHANNELS")
                .right("SHARD")
                .right("SUB")
                .right("PSUB");
        for (ChannelCensus.Node node : census.nodes()) {
            NodeChannels said = node.said();
            table.row(
                    Locations.number(node.answer().address(), addresses),
                    node.answer().address(),
                    node.answer().role().name().toLowerCase(Locale.ROOT),
                    Locations.answer(node.answer()),
                    said == null ? "-" : Units.count(said.channels()),
                    said == null ? "-" : Units.count(said.shardChannels()),
                    said == null ? "-" : Units.count(said.subscriptions()),
                    said == null ? "-" : Units.count(said.patterns()));
        }
        return table;
    }

    /** A handful is enough to see what is the matter. */
    private static void astray(ChannelCensus census, Page page) {
        census.channels().stream()
                .filter(channel -> channel.location().astray())
                .limit(3)
                .forEach(channel -> page.prose(
                        "! " + channel.name() + " belongs on "
                                + Locations.number(channel.location().home(), addresses(census))
                                + ": do all instances, and this command, have the same servers in the same order?",
                        2));
    }

    private static void node(ChannelCensus.Node node, JsonObject json) {
        Locations.json(node.answer(), json);
        NodeChannels said = node.said();
        if (said != null) {
            json.number("channels", said.channels())
                    .number("shard_channels", said.shardChannels())
                    .number("subscriptions", said.subscriptions())
                    .number("patterns", said.patterns())
                    .flag("complete", said.problem().isEmpty());
        }
    }

    private static void json(ChannelCensus census, JsonObject json) {
        json.text("target", census.target()).text("pattern", census.pattern());
        json.array("channels", census.channels(), ChannelViews::channel);
        json.number("total", census.total())
                .object(
                        "patterns",
                        o -> o.number("distinct", census.distinctPatterns()).number("clients", census.patternClients()))
                .number("nodes", census.answering())
                .array("by_node", census.nodes(), ChannelViews::node)
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
        Locations.json(channel.location(), json);
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;
import java.util.List;
import java.util.Locale;

/** {@code subscribers} for people and programs. */
public final class SubscriberViews {
    private SubscriberViews() {}

    public static Views<SubscriberReport> all() {
        return new Views<>("wsctl/subscribers/v1", SubscriberViews::human, SubscriberViews::json);
    }

    private static void human(SubscriberReport report, Page page) {
        page.verdict(
                report.status(),
                (report.partial() ? "at least " : "")
                        + Units.count(report.total(), "subscribing connection")
                        + (report.clients().size() < report.total()
                                ? ", " + Units.count(report.clients().size()) + " shown (--limit)"
                                : "")
                        + " on " + report.target());
        page.findings(report.findings());
        if (page.quiet()) {
            return;
        }
        if (!report.channels().isEmpty()) {
            page.blank().table(channels(report));
        }
        if (!report.clients().isEmpty()) {
            page.blank().table(clients(report)).line(limit(report));
        }
        boolean placed = report.channels().stream()
                .anyMatch(channel -> !channel.location().shares().isEmpty());
        if (placed || report.nodes().stream().anyMatch(node -> node.state() != NodeAnswer.State.ANSWERED)) {
            page.blank().table(nodes(report));
        }
    }

    private static Table channels(SubscriberReport report) {
        Table table = new Table().right("SUBSCRIBERS").flexible("CHANNEL");
        boolean told = report.channels().stream()
                .anyMatch(channel -> !channel.location().shares().isEmpty());
        List<String> addresses =
                report.nodes().stream().map(NodeAnswer::address).toList();
        if (told) {
            table.left("KIND").left("ON");
        }
        for (ChannelCensus.Channel channel : report.channels()) {
            table.row(
                    Units.count(channel.subscribers()),
                    channel.name(),
                    channel.kind().name().toLowerCase(Locale.ROOT),
                    Locations.cell(channel.location(), addresses));
        }
        return table;
    }

    private static Table clients(SubscriberReport report) {
        Table table = new Table()
                .flexible("NAME")
                .left("ADDRESS")
                .right("AGE")
                .right("IDLE")
                .right("SUB")
                .right("PSUB")
                .right("SSUB")
                .right("UNREAD");
        for (Subscriber client : report.clients()) {
            table.row(
                    client.name().isEmpty() ? "-" : client.name(),
                    client.address(),
                    Units.span(client.age()),
                    Units.span(client.idle()),
                    client.subscriptions(),
                    client.patterns(),
                    client.shardSubscriptions(),
                    Units.bytes(client.outputBuffer()));
        }
        return table;
    }

    private static Table nodes(SubscriberReport report) {
        Table table = new Table().left("").flexible("NODE").left("ROLE").right("ANSWER");
        List<String> addresses =
                report.nodes().stream().map(NodeAnswer::address).toList();
        for (NodeAnswer node : report.nodes()) {
            table.row(
                    Locations.number(node.address(), addresses),
                    node.address(),
                    node.role().name().toLowerCase(Locale.ROOT),
                    Locations.answer(node));
        }
        return table;
    }

    private static String limit(SubscriberReport report) {
        if (report.softLimit().isEmpty()) {
            return "UNREAD: output Redis holds for a client; its limit is not readable here (CONFIG GET).";
        }
        long limit = report.softLimit().getAsLong();
        return limit == 0
                ? "UNREAD: output Redis holds for a client; without limit here."
                : "UNREAD: output Redis holds for a client; at " + Units.bytes(limit) + " it is disconnected.";
    }

    private static void json(SubscriberReport report, JsonObject json) {
        json.text("status", report.status().name()).text("target", report.target());
        Integer expected = report.expected();
        if (expected == null) {
            json.text("expected", null);
        } else {
            json.number("expected", expected);
        }
        json.array(
                "channels",
                report.channels(),
                (channel, o) -> Locations.json(
                        channel.location(),
                        o.text("name", channel.name())
                                .text("kind", channel.kind().name().toLowerCase(Locale.ROOT))
                                .number("subscribers", channel.subscribers())));
        json.array("clients", report.clients(), SubscriberViews::client)
                .number("total", report.total())
                .array("by_node", report.nodes(), Locations::json)
                .flag("partial", report.partial())
                .texts("gaps", report.gaps());
        json.number("output_buffer_soft_limit_bytes", report.softLimit());
        json.array("findings", report.findings(), HealthJson::finding);
    }

    private static void client(Subscriber client, JsonObject json) {
        json.text("name", client.name())
                .text("address", client.address())
                .number("age_s", client.age().toSeconds())
                .number("idle_s", client.idle().toSeconds())
                .number("sub", client.subscriptions())
                .number("psub", client.patterns())
                .number("ssub", client.shardSubscriptions())
                .number("output_buffer_bytes", client.outputBuffer())
                .text("node", client.node());
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;

/** {@code subscribers} for people and programs. */
public final class SubscriberViews {
    private SubscriberViews() {}

    public static Views<SubscriberReport> all() {
        return new Views<>("wsctl/subscribers/v1", SubscriberViews::human, SubscriberViews::json);
    }

    private static void human(SubscriberReport report, Page page) {
        page.verdict(
                report.status(),
                Units.count(report.clients().size(), "subscribing connection") + " on " + report.target());
        page.findings(report.findings());
        if (page.quiet()) {
            return;
        }
        if (!report.channels().isEmpty()) {
            Table table = new Table().right("SUBSCRIBERS").flexible("CHANNEL");
            for (ChannelCensus.Channel channel : report.channels()) {
                table.row(Units.count(channel.subscribers()), channel.name());
            }
            page.blank().table(table);
        }
        if (!report.clients().isEmpty()) {
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
            page.blank().table(table);
            page.line(limit(report));
        }
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
                (channel, o) -> o.text("name", channel.name()).number("subscribers", channel.subscribers()));
        json.array("clients", report.clients(), SubscriberViews::client);
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
                .number("output_buffer_bytes", client.outputBuffer());
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LiveMessage;
import dev.wsctl.cli.model.TailSummary;
import dev.wsctl.cli.model.TailSummary.Channel;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;

/** {@code tail} for people and programs: messages as they come, and what it was in the end. */
public final class TailViews {
    private static final String SCHEMA = "wsctl/tail/v1";

    private TailViews() {}

    /** What it was in the end; as NDJSON an event like the others. */
    public static Views<TailSummary> summary() {
        return new Views<>(SCHEMA, TailViews::human, TailViews::json);
    }

    /** @param zone in which people read times; programs get UTC */
    public static Views<LiveMessage> messages(ZoneId zone) {
        return new Views<>(
                SCHEMA,
                (message, page) -> MessageLine.print(page, zone, message.time(), message.channel(), message.payload()),
                (message, json) -> {
                    json.text("event", "message")
                            .text("time", message.time().toString())
                            .text("node", message.node())
                            .text("channel", message.channel())
                            .text("kind", message.shard() ? "shard" : "classic")
                            .number("bytes", message.bytes());
                    MessageLine.json(message.payload(), json);
                });
    }

    /** A line between the messages: something is missing here. */
    public static void gap(String what, Instant time, ZoneId zone, Format format, Page page, PrintStream out) {
        if (format == Format.HUMAN) {
            page.line("--- " + MessageLine.clock(time, zone) + "  gap: " + Printable.of(what));
        } else {
            new Views<String>(
                            SCHEMA,
                            (text, unused) -> {},
                            (text, json) -> json.text("event", "gap")
                                    .text("time", time.toString())
                                    .text("what", text))
                    .write(what, Format.NDJSON, page, out);
        }
    }

    private static void human(TailSummary summary, Page page) {
        long seconds = Math.max(1, summary.elapsed().toSeconds());
        page.verdict(
                summary.status(),
                Units.count(summary.received(), "message") + ", " + Units.bytes(summary.bytes()) + " in "
                        + Units.span(summary.elapsed()) + " (" + Units.rate((double) summary.received() / seconds)
                        + " a second) on " + Units.count(summary.distinctChannels(), "channel"));
        if (summary.matched() < summary.received()) {
            page.line("  " + Units.count(summary.matched()) + " matched the filters");
        }
        if (summary.overRate() > 0) {
            page.line("  " + Units.count(summary.overRate()) + " were not shown (--rate)");
        }
        if (!summary.unwatched().isEmpty()) {
            page.line("  Redis' buffer for us was not watched: " + summary.unwatched());
        }
        page.findings(summary.findings());
        if (page.quiet() || summary.channels().isEmpty()) {
            return;
        }
        Table table = new Table().right("MESSAGES").right("BYTES").flexible("CHANNEL");
        for (Channel channel : summary.channels()) {
            table.row(Units.count(channel.messages()), Units.bytes(channel.bytes()), channel.name());
        }
        page.blank().table(table);
    }

    private static void json(TailSummary summary, JsonObject json) {
        json.text("event", "summary")
                .text("status", summary.status().name())
                .text("target", summary.target())
                .texts("patterns", summary.patterns())
                .number("elapsed_ms", summary.elapsed().toMillis())
                .number("received", summary.received())
                .number("received_bytes", summary.bytes())
                .number("matched", summary.matched())
                .number("shown", summary.shown())
                .number("over_rate", summary.overRate())
                .number("overflow", summary.overflow())
                .number("channels_total", summary.distinctChannels())
                .array(
                        "channels",
                        summary.channels(),
                        (channel, o) -> o.text("name", channel.name())
                                .number("messages", channel.messages())
                                .number("bytes", channel.bytes()))
                .texts("gaps", summary.gaps())
                .text("stopped", summary.stopped().isEmpty() ? null : summary.stopped())
                .flag("watched", summary.unwatched().isEmpty())
                .array("findings", summary.findings(), HealthJson::finding);
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Published;

/** {@code publish} for people and programs. */
public final class PublishViews {
    private PublishViews() {}

    public static Views<Published> all() {
        return new Views<>("wsctl/publish/v1", PublishViews::human, PublishViews::json);
    }

    private static void human(Published message, Page page) {
        String who = (message.lowerBound() ? "at least " : "") + Units.count(message.received(), "subscriber");
        page.verdict(
                message.status(),
                message.dryRun()
                        ? "nothing was published (--dry-run); " + who + " would receive it"
                        : who + " received it");
        page.findings(message.findings());
        if (page.quiet()) {
            return;
        }
        Table table = new Table().left("").flexible("").indented(2).withoutHeader();
        table.row("channel", message.channel() + (message.shard() ? " (shard channel)" : ""));
        table.row("size", Units.bytes(message.bytes()) + (message.encrypted() ? ", encrypted" : ""));
        if (!message.id().isEmpty()) {
            table.row("id", message.id());
        }
        table.row("payload", message.payload());
        page.table(table);
    }

    private static void json(Published message, JsonObject json) {
        json.text("status", message.status().name())
                .text("target", message.target())
                .text("channel", message.channel())
                .text("kind", message.shard() ? "shard" : "classic")
                .flag("dry_run", message.dryRun())
                .text("id", message.id().isEmpty() ? null : message.id())
                .text("payload", message.payload())
                .flag("encrypted", message.encrypted())
                .number("bytes", message.bytes())
                .number("received", message.received())
                .flag("lower_bound", message.lowerBound())
                .array("findings", message.findings(), HealthJson::finding);
    }
}

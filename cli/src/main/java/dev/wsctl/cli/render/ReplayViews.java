package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Payload;
import dev.wsctl.cli.model.ReplayReport;
import dev.wsctl.cli.model.ReplayReport.Entry;
import dev.wsctl.cli.model.ReplayReport.Trimmed;
import java.time.Instant;
import java.time.ZoneId;

/** {@code replay} for people and programs. */
public final class ReplayViews {
    private final ZoneId zone;

    private ReplayViews(ZoneId zone) {
        this.zone = zone;
    }

    /** @param zone in which people read times; programs get UTC */
    public static Views<ReplayReport> all(ZoneId zone) {
        ReplayViews views = new ReplayViews(zone);
        return new Views<>("wsctl/replay/v1", views::human, ReplayViews::json);
    }

    private void human(ReplayReport report, Page page) {
        page.verdict(
                report.status(),
                Units.count(report.entries().size(), "message") + " of " + Units.count(report.length()) + " in "
                        + Printable.of(report.key()));
        page.findings(report.findings());
        if (page.quiet() || report.entries().isEmpty()) {
            return;
        }
        page.blank();
        for (Entry entry : report.entries()) {
            Payload payload = entry.payload();
            if (payload != null) {
                MessageLine.print(page, zone, entry.time(), entry.id(), payload);
            } else {
                page.line("--- messages are missing here: "
                        + (entry.unrecordedOn().isEmpty()
                                ? "an entry that is no message"
                                : "said on " + Printable.of(entry.unrecordedOn()) + " without Redis"));
            }
        }
        if (report.more()) {
            Entry last = report.entries().get(report.entries().size() - 1);
            page.blank().line("There is more: wsctl replay " + report.room() + " --last-id " + last.id());
        }
    }

    private static void json(ReplayReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("room", report.room())
                .text("key", report.key())
                .flag("exists", report.exists())
                .number("length", report.length());
        Instant begins = report.begins();
        json.text("begins", begins == null ? null : begins.toString())
                .text("asked", report.asked().isEmpty() ? null : report.asked());
        if (report.trimmed() == Trimmed.UNKNOWN) {
            json.text("trimmed", null);
        } else {
            json.flag("trimmed", report.trimmed() == Trimmed.YES);
        }
        json.number("encrypted", report.sealed())
                .flag("more", report.more())
                .array("entries", report.entries(), ReplayViews::entry)
                .array("findings", report.findings(), HealthJson::finding);
    }

    private static void entry(Entry entry, JsonObject json) {
        json.text("id", entry.id()).text("time", entry.time().toString());
        Payload payload = entry.payload();
        json.text("unrecorded_on", entry.unrecordedOn().isEmpty() ? null : entry.unrecordedOn())
                .flag("decrypted", entry.decrypted())
                .value("message", payload, MessageLine::json);
    }
}

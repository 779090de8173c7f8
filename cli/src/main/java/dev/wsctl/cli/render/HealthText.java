package dev.wsctl.cli.render;

import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Stage;
import dev.wsctl.cli.model.Status;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code health} for people: the verdict, the stages, what Redis is doing, and what is wrong. */
public final class HealthText implements HumanView<HealthReport> {
    @Override
    public void write(HealthReport report, Page page) {
        page.verdict(report.status(), headline(report));
        if (page.quiet()) {
            return;
        }
        page.blank();
        stages(report, page);
        page.findings(report.findings());
        RedisFacts facts = report.redis();
        if (facts != null) {
            page.blank();
            facts(report, facts, page);
        }
        if (report.status() != Status.OK && report.findings().isEmpty()) {
            page.blank();
        }
    }

    private static String headline(HealthReport report) {
        RedisFacts facts = report.redis();
        return report.target()
                + (facts == null
                        ? ""
                        : "  " + facts.product() + " " + facts.version() + " " + facts.role() + ", up "
                                + Units.span(facts.uptime()));
    }

    private static void stages(HealthReport report, Page page) {
        for (Stage stage : report.stages()) {
            String time = stage.result() == Stage.Result.SKIPPED
                    ? ""
                    : Units.latency(stage.elapsed().toNanos());
            String label = Table.pad(stage.name(), 9) + page.paint(style(stage), Table.pad(word(stage), 7));
            boolean first = true;
            for (String part : Wrap.at(stage.detail(), page.width() - 30)) {
                String lead = first ? "  " + label + " ".repeat(9 - time.length()) + time : " ".repeat(27);
                page.line(lead + "  " + part);
                first = false;
            }
            if (!stage.hint().isEmpty()) {
                boolean hint = true;
                for (String part : Wrap.at(stage.hint(), page.width() - 35)) {
                    page.line(" ".repeat(29) + page.paint(Style.DIM, hint ? "try: " : "     ") + part);
                    hint = false;
                }
            }
        }
    }

    private static String word(Stage stage) {
        return switch (stage.result()) {
            case OK -> "ok";
            case WARNING -> "warning";
            case FAILED -> "FAILED";
            case UNKNOWN -> "unknown";
            case SKIPPED -> "-";
        };
    }

    private static Style style(Stage stage) {
        return switch (stage.result()) {
            case OK -> Style.GOOD;
            case WARNING, UNKNOWN -> Style.WARN;
            case FAILED -> Style.BAD;
            case SKIPPED -> Style.DIM;
        };
    }

    private static void facts(HealthReport report, RedisFacts facts, Page page) {
        Table table = new Table().left("").flexible("").indented(2).withoutHeader();
        table.row(
                "clients",
                value(facts.connectedClients()) + " of " + value(facts.maxClients()) + ", "
                        + value(facts.rejectedConnections()) + " rejected, " + value(facts.totalConnections())
                        + " connections since start");
        table.row(
                "memory",
                bytes(facts.usedMemory()) + ", peak " + bytes(facts.peakMemory())
                        + (facts.maxMemory().orElse(0) == 0 ? ", no limit" : ", limit " + bytes(facts.maxMemory())));
        table.row(
                "load",
                value(facts.opsPerSecond()) + " commands/s, " + value(facts.totalCommands()) + " since start, "
                        + value(facts.evictedKeys()) + " keys evicted");
        table.row(
                "pub/sub",
                Units.count(facts.pubsubChannels().orElse(0), "channel") + ", "
                        + Units.count(facts.pubsubPatterns().orElse(0), "pattern"));
        table.row("sessions", sessions(report.sessions(), facts));
        if (report.ping().count() > 0) {
            table.row(
                    "p50/p99",
                    latency("ping", report.ping()) + latency("  get", report.get()) + latency("  set", report.set()));
        }
        page.table(table);
    }

    private static String sessions(@Nullable SessionTally sessions, RedisFacts facts) {
        String keys = facts.keys().isPresent() ? " (" + Units.count(facts.keys().getAsLong(), "key") + " in all)" : "";
        if (sessions == null) {
            return "not counted" + keys;
        }
        return sessions.partial()
                ? "at least " + Units.count(sessions.count()) + ", after " + Units.count(sessions.scanned()) + " keys"
                        + keys
                : Units.count(sessions.count()) + keys;
    }

    private static String latency(String name, Percentiles values) {
        return values.count() == 0
                ? ""
                : name + " " + Units.latency(values.p50Nanos()) + "/" + Units.latency(values.p99Nanos());
    }

    private static String value(OptionalLong value) {
        return value.isPresent() ? Units.count(value.getAsLong()) : "?";
    }

    private static String bytes(OptionalLong value) {
        return value.isPresent() ? Units.bytes(value.getAsLong()) : "?";
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.FrameworkCensus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code frameworks} for people and programs. */
public final class FrameworkViews {
    private FrameworkViews() {}

    public static Views<FrameworkCensus> all() {
        return new Views<>("wsctl/frameworks/v1", FrameworkViews::human, FrameworkViews::json);
    }

    private static void json(FrameworkCensus census, JsonObject json) {
        json.text("status", census.status().name())
                .text("target", census.target())
                .flag("probed", census.probed())
                .number("nodes", census.nodes())
                .flag("partial", census.partial())
                .array("frameworks", census.frameworks(), FrameworkViews::framework)
                .texts("gaps", census.gaps());
    }

    /** The fields of one framework, for every document that lists them. What is not known is null; reasons tell why. */
    public static void framework(Framework framework, JsonObject json) {
        Map<String, Count> counts = counts(framework);
        json.text("name", framework.name())
                .text("scope", framework.scope().isEmpty() ? null : framework.scope())
                .text("confidence", framework.confidence().word())
                .text("seen_by", framework.seenBy());
        counts.forEach((name, count) -> json.number(name, count.value()));
        json.texts(
                        "at_least",
                        counts.keySet().stream()
                                .filter(name -> counts.getOrDefault(name, Count.unknown(""))
                                        .atLeast())
                                .toList())
                .object(
                        "reasons",
                        reasons -> counts.forEach((name, count) -> {
                            if (!count.why().isEmpty()) {
                                reasons.text(name, count.why());
                            }
                        }))
                .array(
                        "findings",
                        framework.findings(),
                        (finding, o) -> o.text("severity", finding.severity().name())
                                .text("title", finding.title())
                                .text("threshold", finding.threshold())
                                .text("remedy", finding.remedy()));
    }

    private static Map<String, Count> counts(Framework framework) {
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put("instances", framework.instances());
        counts.put("responding", framework.responding());
        counts.put("rooms", framework.rooms());
        counts.put("sessions", framework.sessions());
        counts.put("backlog", framework.backlog());
        return counts;
    }

    private static void human(FrameworkCensus census, Page page) {
        page.verdict(census.status(), summary(census));
        table(census.frameworks(), page);
        if (!page.quiet()) {
            census.frameworks().forEach(framework -> behind(framework, page));
        }
        page.gaps(census.gaps());
    }

    private static String summary(FrameworkCensus census) {
        String found = census.frameworks().isEmpty()
                ? "no WebSocket framework recognised"
                : Units.count(census.frameworks().size(), "framework") + " recognised";
        return found + " on " + census.target();
    }

    /** Nothing for an empty list. For every page that shows frameworks. */
    public static void table(List<Framework> frameworks, Page page) {
        if (frameworks.isEmpty() || page.quiet()) {
            return;
        }
        Table table = new Table()
                .indented(2)
                .flexible("FRAMEWORK")
                .right("INSTANCES")
                .right("RESPONDING")
                .right("ROOMS")
                .right("SESSIONS")
                .right("BACKLOG");
        for (Framework framework : frameworks) {
            table.row(
                    framework.confidence().mark(framework.name()),
                    shown(framework.instances()),
                    Table.styled(
                            framework.findings().isEmpty() ? Style.PLAIN : Style.BAD, shown(framework.responding())),
                    shown(framework.rooms()),
                    shown(framework.sessions()),
                    shown(framework.backlog()));
        }
        page.blank().table(table);
    }

    private static String shown(Count count) {
        if (!count.known()) {
            return "–";
        }
        return (count.atLeast() ? "≥" : "") + Units.count(count.value().orElse(0));
    }

    private static void behind(Framework framework, Page page) {
        page.blank().line("  " + framework.name() + ", by " + framework.seenBy());
        page.findings(framework.findings());
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        counts(framework).forEach((name, count) -> {
            if (!count.why().isEmpty()) {
                reasons.computeIfAbsent(count.why(), why -> new ArrayList<>()).add(name);
            }
        });
        reasons.forEach((why, names) -> {
            for (String part : Wrap.at(String.join(", ", names) + ": " + why, page.width() - 4)) {
                page.line("    " + page.paint(Style.DIM, part));
            }
        });
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.check.DeliveryCheck.Judgement;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import java.util.List;

/** How a delivery check looks: {@code wsctl/verify/v1}, and for people a table of pairs and what is wrong with them. */
public final class VerifyViews {
    /** More pairs than this are only shown where something went wrong, or with --verbose. */
    private static final int PAIRS = 16;

    private VerifyViews() {}

    /** A delivery check, measured and judged. */
    public record Verified(Verification measured, Judgement judgement) {}

    public static Views<Verified> views() {
        return new Views<>("wsctl/verify/v1", VerifyViews::human, VerifyViews::json);
    }

    private static void json(Verified verified, JsonObject json) {
        json.text("status", verified.judgement().status().name())
                .number("rooms", verified.measured().rooms())
                .array("targets", verified.measured().participants(), VerifyViews::target)
                .texts("doubts", verified.measured().doubts())
                .value("redis", verified.measured().redis().orElse(null), VerifyViews::redis)
                .array("pairs", verified.measured().deliveries(), VerifyViews::pair)
                .array(
                        "findings",
                        verified.judgement().findings(),
                        (finding, o) -> o.text("code", finding.code())
                                .text("severity", finding.severity().name())
                                .text("title", finding.title())
                                .text("subject", finding.subject())
                                .text("evidence", finding.evidence())
                                .text("threshold", "every message once, in order, in its room only")
                                .texts("remedy", finding.remedy()));
    }

    private static void target(Participant target, JsonObject json) {
        json.text("label", target.label())
                .text("url", target.url())
                .number("asked", target.asked())
                .number("joined", target.joined())
                .texts("failures", target.failures())
                .text("redis", target.redis().state().name())
                .text("redis_detail", target.redis().detail());
    }

    private static void redis(Verification.RedisView view, JsonObject json) {
        json.array(
                        "channels",
                        view.families(),
                        (family, o) -> o.text("name", family.name())
                                .text("kind", family.shard() ? "shard" : "classic")
                                .number("subscribers", family.subscribers()))
                .array(
                        "published",
                        view.publications(),
                        (one, o) -> o.text("from", one.from().isEmpty() ? null : one.from())
                                .text("channel", one.family())
                                .number("messages", one.messages()))
                .array(
                        "homes",
                        view.homes(),
                        (home, o) -> o.text("from", home.from().isEmpty() ? null : home.from())
                                .number("room", home.room())
                                .text("server", home.server()))
                .texts("gaps", view.gaps());
    }

    private static void pair(Delivery pair, JsonObject json) {
        json.text("from", pair.from())
                .text("to", pair.to())
                .number("sent", pair.sent())
                .number("delivered", pair.delivered())
                .number("lost", pair.lost())
                .number("duplicated", pair.duplicated())
                .number("reordered", pair.reordered())
                .number("misrouted", pair.misrouted());
        Doubles.write(json, "p50_us", pair.p50Micros());
        Doubles.write(json, "p99_us", pair.p99Micros());
    }

    private static void human(Verified verified, Page page) {
        Verification measured = verified.measured();
        page.verdict(verified.judgement().status(), summary(verified));
        if (page.quiet()) {
            return;
        }
        if (measured.deliveries().stream().anyMatch(pair -> pair.sent() > 0)) {
            table(measured.deliveries(), page);
        }
        for (String doubt : measured.doubts()) {
            for (String part : Wrap.at("latencies are unreliable: " + doubt, page.width() - 2)) {
                page.line("  " + page.paint(Style.WARN, part));
            }
        }
        for (DeliveryFinding finding : verified.judgement().findings()) {
            page.blank();
            finding(finding, page);
        }
    }

    private static String summary(Verified verified) {
        List<Delivery> pairs = verified.measured().deliveries();
        long faulty = pairs.stream().filter(pair -> !pair.flawless()).count();
        long sent = pairs.stream().mapToLong(Delivery::sent).sum();
        String instances = Units.count(verified.measured().participants().size(), "instance");
        if (verified.judgement().status() == Status.OK) {
            return Units.count(sent, "delivery", "deliveries") + " between " + instances
                    + ": each once, in order, in its room only";
        }
        return faulty + " of " + Units.count(pairs.size(), "pair") + " of " + instances + " fail";
    }

    private static void table(List<Delivery> pairs, Page page) {
        boolean all = page.verbose() || pairs.size() <= PAIRS;
        List<Delivery> shown =
                all ? pairs : pairs.stream().filter(pair -> !pair.flawless()).toList();
        if (shown.isEmpty()) {
            return;
        }
        PairNames names = PairNames.of(pairs);
        Table table = new Table()
                .indented(2)
                .flexible("from")
                .left("to")
                .right("sent")
                .right("came")
                .right("lost")
                .right("twice")
                .right("reord")
                .right("misr")
                .right("p50")
                .right("p99");
        for (Delivery pair : shown) {
            Style style = pair.flawless() ? Style.PLAIN : pair.sent() == 0 ? Style.WARN : Style.BAD;
            table.row(
                    Table.styled(style, names.of(pair.from())),
                    Table.styled(style, names.of(pair.to())),
                    Units.count(pair.sent()),
                    Units.count(pair.delivered()),
                    fault(pair.lost()),
                    fault(pair.duplicated()),
                    fault(pair.reordered()),
                    fault(pair.misrouted()),
                    Doubles.latency(pair.p50Micros()),
                    Doubles.latency(pair.p99Micros()));
        }
        page.blank();
        for (String line : names.legend()) {
            page.line("  " + page.paint(Style.DIM, line));
        }
        page.table(table);
        if (!all) {
            page.line("  " + (pairs.size() - shown.size()) + " more pairs without fault; --verbose shows them");
        }
    }

    private static Object fault(long count) {
        return Table.styled(count == 0 ? Style.PLAIN : Style.BAD, Units.count(count));
    }

    private static void finding(DeliveryFinding finding, Page page) {
        Style style = Page.style(finding.severity());
        String indent = " ".repeat(finding.code().length() + 4);
        boolean first = true;
        for (String part : Wrap.at(finding.title(), page.width() - indent.length())) {
            page.line(first ? "  " + page.paint(style, finding.code()) + "  " + part : indent + part);
            first = false;
        }
        for (String part : Wrap.at(finding.evidence(), page.width() - indent.length())) {
            page.line(indent + page.paint(Style.DIM, part));
        }
        String label = "try: ";
        for (String step : finding.remedy()) {
            for (String part : Wrap.at(step, page.width() - indent.length() - label.length())) {
                page.line(indent + page.paint(Style.DIM, label) + part);
                label = " ".repeat(label.length());
            }
        }
    }
}

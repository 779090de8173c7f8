package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.search.MaxSearch;
import java.util.Comparator;
import java.util.List;

/** How a search for the highest load looks: {@code wsctl/loadtest-max/v1}, and for people the limit first. */
public final class MaxViews {
    private MaxViews() {}

    public static Views<MaxResult> views() {
        return new Views<>("wsctl/loadtest-max/v1", MaxViews::human, MaxViews::json);
    }

    private static void human(MaxResult result, Page page) {
        MaxSearch.Result found = result.found();
        page.line(
                found.best() == 0
                        ? page.paint(Style.BAD, "NONE") + "  no load passed"
                        : page.paint(Style.GOOD, Units.count(found.best()) + " " + result.unit())
                                + (found.ended() ? " passed, but the search was not through" : " passed, twice"));
        String reason = limit(found);
        if (!reason.isEmpty()) {
            for (String part : Wrap.at(reason, page.width() - 2)) {
                page.line("  " + part);
            }
        }
        if (page.quiet()) {
            return;
        }
        Table table = new Table()
                .indented(2)
                .right(result.unit())
                .left("verdict")
                .right("delivered/s")
                .right("p99")
                .right("CPU here")
                .flexible("because");
        for (MaxSearch.Step step : found.steps()) {
            LoadReport report = step.report();
            table.row(
                    Units.count(step.load()),
                    Table.styled(
                            step.passed() ? Style.GOOD : Style.BAD,
                            report.verdict().name()),
                    Doubles.rate(report.throughput().deliveredPerSecond()),
                    Doubles.latency(report.latency().corrected().p99()),
                    percent(report.generator().cpuPercent()),
                    report.reasons().isEmpty() ? "" : report.reasons().get(0));
        }
        page.blank();
        page.table(table);
    }

    /** One run of the search, in a line. */
    public static String step(long load, String unit, LoadReport report) {
        return Units.count(load) + " " + unit + ": " + report.verdict().name() + ", p99 "
                + Doubles.latency(report.latency().corrected().p99())
                + (report.reasons().isEmpty() ? "" : ", " + report.reasons().get(0));
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "-" : Math.round(value) + " %";
    }

    /** What the next higher load fell by. */
    private static String limit(MaxSearch.Result found) {
        List<MaxSearch.Step> above = found.steps().stream()
                .filter(step -> !step.passed() && step.load() > found.best())
                .sorted(Comparator.comparingLong(MaxSearch.Step::load))
                .toList();
        if (above.isEmpty()) {
            return found.generatorsLimit() ? "This machine can make no more than that." : "";
        }
        MaxSearch.Step first = above.get(0);
        String reasons = String.join("; ", first.report().reasons());
        return found.generatorsLimit()
                ? "The limit is this machine's, not the servers': at " + Units.count(first.load()) + ", " + reasons
                : "At " + Units.count(first.load()) + ": " + reasons;
    }

    private static void json(MaxResult result, JsonObject json) {
        MaxSearch.Result found = result.found();
        json.text("dimension", result.dimension())
                .number("best", found.best())
                .flag("confirmed", found.best() > 0 && !found.ended())
                .flag("generators_limit", found.generatorsLimit())
                .flag("interrupted", result.interrupted())
                .text("limit", limit(found))
                .array("steps", found.steps(), (step, o) -> {
                    LoadReport report = step.report();
                    o.number("load", step.load())
                            .text("verdict", report.verdict().name())
                            .texts("reasons", report.reasons());
                    Doubles.write(o, "delivered_per_s", report.throughput().deliveredPerSecond());
                    Doubles.write(o, "p50_us", report.latency().corrected().p50());
                    Doubles.write(o, "p95_us", report.latency().corrected().p95());
                    Doubles.write(o, "p99_us", report.latency().corrected().p99());
                    Doubles.write(o, "generator_cpu_pct", report.generator().cpuPercent());
                });
    }
}

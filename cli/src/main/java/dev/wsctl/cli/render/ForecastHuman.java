package dev.wsctl.cli.render;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Redacted;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.preflight.Forecast;
import dev.wsctl.load.preflight.Limit;
import dev.wsctl.load.preflight.Machine;
import dev.wsctl.load.preflight.Needs;
import java.util.List;

/** A plan for people, that is not carried out: whether it would work, what it would do, what it takes. */
final class ForecastHuman implements HumanView<Forecast> {

    @Override
    public void write(Forecast forecast, Page page) {
        verdict(forecast, page);
        if (page.quiet()) {
            return;
        }
        page.blank();
        targets(forecast.plan(), page);
        page.blank();
        stages(forecast, page);
        page.blank();
        memory(forecast.needs(), page);
        if (!forecast.limits().isEmpty()) {
            page.blank();
            limits(forecast.limits(), page);
        }
    }

    private static void verdict(Forecast forecast, Page page) {
        LoadPlan plan = forecast.plan();
        Topology topology = Topology.of(plan);
        int largest = topology.size(0);
        int smallest = topology.size(plan.rooms() - 1);
        String members = largest == smallest ? Units.count(largest) : smallest + " to " + Units.count(largest);
        String word = !forecast.fits()
                ? page.paint(Style.BAD, "TOO MUCH")
                : forecast.limits().isEmpty()
                        ? page.paint(Style.WARN, "NOT LOOKED AT")
                        : page.paint(Style.GOOD, "FITS");
        page.prose(
                word + "  "
                        + (forecast.name().isEmpty() ? "" : forecast.name() + ": ")
                        + Units.count(plan.connections(), "connection") + " to "
                        + Units.count(plan.targets().size(), "target") + " in "
                        + Units.count(plan.rooms(), "room") + " of " + members + ", "
                        + Units.count(forecast.traffic().senders(), "sender") + ", "
                        + (forecast.heads().size() == 1
                                ? "one process"
                                : Units.count(forecast.heads().size()) + " processes of up to "
                                        + Units.count(forecast.needs().connections()))
                        + "; nothing was opened",
                2);
        if (forecast.limits().isEmpty()) {
            page.line("  The workers look at the limits of their own machines.");
        }
    }

    private static void targets(LoadPlan plan, Page page) {
        Table table = new Table().indented(2).flexible("target").right("connections");
        List<Long> connections = ForecastViews.connections(plan);
        for (int target = 0; target < connections.size(); target++) {
            table.row(Redacted.url(plan.targets().get(target)), Units.count(connections.get(target)));
        }
        page.table(table);
    }

    private static void stages(Forecast forecast, Page page) {
        LoadPlan plan = forecast.plan();
        double each = forecast.traffic().deliveriesPerMessage();
        boolean paced = plan.inFlight().isEmpty();
        Table table = new Table()
                .indented(2)
                .left("stage")
                .right("length")
                .right("messages/s")
                .right("deliveries/s")
                .flexible("");
        for (Stage stage : plan.stages()) {
            table.row(
                    stage.name(),
                    Units.span(stage.length()),
                    paced ? range(stage.fromRate(), stage.toRate()) : "–",
                    paced ? range(stage.fromRate() * each, stage.toRate() * each) : "–",
                    stage.disturbance().map(Disturbance::text).orElse(""));
        }
        page.table(table);
        wrapped(
                paced
                        ? "In all "
                                + Units.count(forecast.traffic().messages().orElse(0)) + " messages of "
                                + Units.bytes(plan.messageBytes()) + ", "
                                + Units.count(ForecastViews.deliveries(forecast).orElse(0)) + " deliveries"
                        : plan.inFlight().orElse(0) + " under way in each room, each of "
                                + Units.bytes(plan.messageBytes()) + " to " + Units.rate(each)
                                + " members on average: as fast as the servers are",
                page);
    }

    private static String range(double from, double to) {
        return from == to ? Units.rate(to) : Units.rate(from) + " – " + Units.rate(to);
    }

    private static void memory(Needs needs, Page page) {
        Needs.Memory memory = needs.memory();
        Table table = new Table()
                .indented(2)
                .left("memory of a process, about")
                .right("usual")
                .right("with losses, at most");
        row(table, "connections", memory.connections());
        table.row("ledger", Units.bytes(memory.ledger()), Units.bytes(memory.ledgerMost()));
        row(table, "matrix", memory.matrix());
        row(table, "stages", memory.stages());
        if (memory.data() > 0) {
            row(table, "data", memory.data());
        }
        row(table, "the tool's own", Needs.OWN_BYTES);
        table.row("heap", Units.bytes(memory.heap()), Units.bytes(memory.heapMost()));
        if (memory.outsideHeap() > 0) {
            row(table, "outside the heap", memory.outsideHeap());
        }
        page.table(table);
    }

    private static void row(Table table, String what, long bytes) {
        table.row(what, Units.bytes(bytes), Units.bytes(bytes));
    }

    private static void limits(List<Limit> limits, Page page) {
        Table table = new Table()
                .indented(2)
                .flexible("limit")
                .right("needed")
                .right("allowed")
                .left("");
        for (Limit limit : limits) {
            Style style = switch (limit.state()) {
                case OK -> Style.GOOD;
                case TIGHT, UNKNOWN -> Style.WARN;
                case TOO_LOW -> Style.BAD;
            };
            long allowed = limit.allowed().orElse(-1);
            table.row(
                    limit.name(),
                    quantity(limit, limit.needed()),
                    allowed < 0 ? "–" : allowed == Machine.UNLIMITED ? "unlimited" : quantity(limit, allowed),
                    Table.styled(style, ForecastViews.text(limit.state())));
        }
        page.table(table);
        for (Limit limit : limits) {
            if (!limit.problem().isEmpty()) {
                page.blank();
                wrapped(limit.name() + ": " + limit.problem(), page);
                if (!limit.hint().isEmpty()) {
                    wrapped(limit.hint(), page);
                }
            }
        }
    }

    private static void wrapped(String text, Page page) {
        for (String part : Wrap.at(text, page.width() - 2)) {
            page.line("  " + part);
        }
    }

    private static String quantity(Limit limit, long value) {
        return limit.inBytes() ? Units.bytes(value) : Units.count(value);
    }
}

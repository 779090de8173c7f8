package dev.wsctl.cli.render;

import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.Board.Row;
import dev.wsctl.cli.top.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One instance or room alone: everything that is known of it. */
final class TopDetail {
    private static final String METRICS = "metrics.wsctl_server_";

    private final int width;
    private final Function<Table, List<String>> tables;
    private final BiFunction<Style, String, String> paint;

    TopDetail(int width, Function<Table, List<String>> tables, BiFunction<Style, String, String> paint) {
        this.width = width;
        this.tables = tables;
        this.paint = paint;
    }

    List<String> lines(Board board, View view) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (view.rooms()) {
            board.rooms().stream()
                    .filter(room -> room.name().equals(view.detail()))
                    .findFirst()
                    .ifPresentOrElse(
                            room -> lines.addAll(room(room)),
                            () -> lines.add("room " + view.detail() + " is empty now"));
        } else {
            board.instances().stream()
                    .filter(row -> row.id().equals(view.detail()))
                    .findFirst()
                    .ifPresentOrElse(
                            row -> lines.addAll(instance(board, row)),
                            () -> lines.add("instance " + view.detail() + " is gone"));
        }
        return lines;
    }

    private List<String> room(Board.RoomRow room) {
        Table table = new Table().left("").left("").withoutHeader();
        table.row("room", room.name());
        table.row(
                "members",
                room.members().isPresent() ? Units.count(room.members().getAsLong()) : "–");
        table.row("instances", Units.count(room.subscribers()) + " with a member");
        table.row("messages/s", rate(room.rate()));
        List<String> lines = new ArrayList<>(tables.apply(table));
        lines.add("");
        lines.add("wsctl subscribers tells who subscribes: its channel is PREFIX:" + Printable.of(room.name()));
        return lines;
    }

    private List<String> instance(Board board, Row row) {
        Table table = new Table().left("").left("").withoutHeader();
        table.row("instance", row.id() + ", " + row.state().word());
        table.row("address", row.address() + (row.silence().isEmpty() ? "" : ": " + row.silence()));
        table.row("figures of", row.source());
        table.row(
                "heartbeat",
                (row.heartbeatAge() == null ? "–" : Units.span(row.heartbeatAge()) + " ago")
                        + (row.uptime() == null ? "" : ", up " + Units.span(row.uptime())));
        table.row("publish failures", Units.count(row.failures()));
        List<String> lines = new ArrayList<>(tables.apply(table));
        lines.add("");
        lines.add(curve(board, "connections", Board.CONNECTIONS + " " + row.id(), Units.count(row.connections())));
        lines.add(curve(board, "in/s", Board.IN + " " + row.id(), rate(row.in())));
        lines.add(curve(board, "out/s", Board.OUT + " " + row.id(), rate(row.out())));
        List<String> told = told(row.told());
        if (!told.isEmpty()) {
            lines.add("");
            lines.addAll(told);
        }
        return lines;
    }

    private String curve(Board board, String label, String name, String now) {
        List<Double> values = board.history().getOrDefault(name, List.of());
        return Table.pad(label, 12) + " " + paint.apply(Style.NAME, Sparkline.of(values, Math.max(10, width - 26)))
                + "  " + now;
    }

    /** Its own metrics, by name, in two columns; what is nothing is left out. */
    private List<String> told(Map<String, Double> values) {
        List<String> figures = new ArrayList<>();
        new TreeMap<>(values).forEach((name, value) -> {
            String brief = name.startsWith(METRICS) ? name.substring(METRICS.length()) : "";
            if (!brief.isEmpty() && value != 0 && !brief.contains(".")) {
                String number = value == Math.rint(value) ? Units.count(value.longValue()) : Double.toString(value);
                figures.add(Printable.of(brief) + " " + number);
            }
        });
        List<String> lines = new ArrayList<>();
        int half = (figures.size() + 1) / 2;
        for (int i = 0; i < half; i++) {
            String right = i + half < figures.size() ? figures.get(i + half) : "";
            lines.add((Table.pad(figures.get(i), width / 2) + right).stripTrailing());
        }
        return lines;
    }

    static String rate(double perSecond) {
        return Double.isNaN(perSecond) ? "–" : Units.rate(perSecond);
    }

    static String delay(double millis) {
        return Double.isNaN(millis) ? "–" : Units.latency((long) (millis * 1e6));
    }
}

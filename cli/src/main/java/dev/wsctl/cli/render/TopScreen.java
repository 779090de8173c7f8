package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.Board.Row;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.top.View;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What {@code top} shows: a pure function of the board, of how somebody wants to see it, and of the room there is. */
public final class TopScreen {
    /** For a snapshot: as high as it takes. */
    public static final int ENDLESS = Integer.MAX_VALUE;

    private final int width;
    private final int height;
    private final boolean colour;
    private final ZoneId zone;

    /** @param zone the reader's, for the time of day */
    public TopScreen(int width, int height, boolean colour, ZoneId zone) {
        this.width = width;
        this.height = height;
        this.colour = colour;
        this.zone = zone;
    }

    /** At most as many lines as the screen is high; none is wider. */
    public List<String> lines(Board board, View view) {
        List<String> lines = view.help() ? TopHelp.lines() : header(board, view);
        int left = height == ENDLESS ? ENDLESS : height - lines.size() - 1;
        if (!view.help()) {
            lines.addAll(page(board, view, left));
        }
        if (height != ENDLESS) {
            while (lines.size() < height - 1) {
                lines.add("");
            }
            lines = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
            lines.add(footer(view));
        }
        return lines.stream().map(line -> Cut.to(line, width)).toList();
    }

    private List<String> page(Board board, View view, int left) {
        if (view.findings()) {
            return new TopFindings(width, this::paint).all(board, view.cursor());
        }
        return view.detail().isEmpty()
                ? body(board, view, left)
                : new TopDetail(width, this::table, this::paint).lines(board, view);
    }

    private List<String> header(Board board, View view) {
        List<String> lines = new ArrayList<>();
        RedisFacts redis = board.redis();
        String about = redis == null
                ? paint(Style.BAD, "does not answer")
                : redis.product() + " " + redis.version() + (width >= 110 ? " " + redis.role() : "") + ", up "
                        + Units.span(redis.uptime());
        String time = TimeOfDay.of(board.time(), zone) + (view.paused() ? "  " + paint(Style.WARN, "PAUSED") : "");
        lines.add(paint(Style.BOLD, "wsctl top") + "  " + time + "  " + board.target() + "  " + about);
        lines.add(redis(board));
        lines.add(fleet(board));
        return lines;
    }

    private String redis(Board board) {
        RedisFacts redis = board.redis();
        if (redis == null) {
            return paint(Style.DIM, "redis  ") + " –";
        }
        int spark = spark();
        String memory = bytes(redis.usedMemory())
                + (redis.maxMemory().orElse(0) > 0
                        ? " of " + Units.bytes(redis.maxMemory().getAsLong())
                        : "");
        FleetLook.OutputBuffers output = board.output();
        return paint(Style.DIM, "redis  ") + " " + count(redis.opsPerSecond()) + " ops/s"
                + history(board, Board.OPS, spark) + "  " + count(redis.connectedClients()) + " clients"
                + history(board, Board.CLIENTS, spark / 2) + "  " + memory
                + (output == null || output.bytes() == 0
                        ? ""
                        : "  " + paint(Style.WARN, Units.bytes(output.bytes()) + " unread")
                                + (width >= 110 ? " by " + Printable.of(output.largest()) : ""));
    }

    private String fleet(Board board) {
        int spark = spark();
        long gone = board.instances().stream()
                .filter(row -> row.state() == Board.State.GONE)
                .count();
        int there = board.instances().size() - (int) gone;
        double in = Board.sum(board.instances(), Row::in);
        double out = Board.sum(board.instances(), Row::out);
        return paint(Style.DIM, "fleet  ") + " " + Units.count(there, "instance")
                + (gone > 0 ? paint(Style.BAD, ", " + gone + " gone") : "") + "  "
                + Units.count(board.connections(), "conn") + history(board, Board.CONNECTIONS, spark / 2) + "  "
                + TopDetail.rate(in) + " in/s" + history(board, Board.IN, spark / 2) + "  " + TopDetail.rate(out)
                + " out/s" + history(board, Board.OUT, spark / 2);
    }

    private int spark() {
        return width >= 110 ? 24 : 8;
    }

    private String history(Board board, String name, int columns) {
        List<Double> values = board.history().getOrDefault(name, List.of());
        // One value is no history.
        return values.size() < 2
                ? ""
                : " " + paint(Style.NAME, Sparkline.of(values, columns).strip());
    }

    /** Findings have their place for certain; instances get the larger part of the rest, rooms what they leave. */
    private List<String> body(Board board, View view, int left) {
        List<String> lines = new ArrayList<>();
        List<String> findings = new TopFindings(width, this::paint).brief(board, height != ENDLESS);
        List<Row> instances = view.instances(board);
        List<Board.RoomRow> rooms = view.rooms(board);
        int space = left == ENDLESS ? ENDLESS : Math.max(4, left - findings.size() - 5);
        int forRooms = Math.min(rooms.size(), Math.max(1, space == ENDLESS ? 20 : space / 3));
        int forInstances = Math.min(instances.size(), space == ENDLESS ? ENDLESS : space - forRooms);
        forRooms = Math.min(rooms.size(), space == ENDLESS ? 20 : space - forInstances);
        lines.add("");
        lines.addAll(instances(board, view, instances, forInstances));
        lines.add("");
        lines.addAll(rooms(board, view, rooms, forRooms));
        lines.add("");
        lines.addAll(findings);
        return lines;
    }

    private List<String> instances(Board board, View view, List<Row> all, int most) {
        if (all.isEmpty()) {
            return List.of(paint(
                    Style.DIM,
                    board.instances().isEmpty()
                            ? "  no instance has a heartbeat under " + board.prefix() + ":instances:*"
                            : "  no instance is called anything with “" + view.filter() + "”"));
        }
        boolean wide = width >= 100;
        Table table =
                new Table().left(" ").flexible("INSTANCE" + part(all.size(), most, first(view, !view.rooms(), most)));
        if (wide) {
            table.left("ADDRESS");
        }
        table.right("CONN");
        if (wide) {
            table.right("ROOMS");
        }
        table.right("IN/S").right("OUT/S").right("DELAY").right("QUEUE");
        table.right("BEAT").left("STATE");
        int from = first(view, !view.rooms(), most);
        for (int i = from; i < Math.min(all.size(), from + most); i++) {
            Row row = all.get(i);
            List<Object> cells = new ArrayList<>();
            cells.add(!view.rooms() && i == view.cursor() && height != ENDLESS ? "›" : " ");
            cells.add(row.id());
            if (wide) {
                cells.add(row.address());
            }
            cells.add(Units.count(row.connections()));
            if (wide) {
                cells.add(Units.count(row.rooms()));
            }
            cells.add(TopDetail.rate(row.in()));
            cells.add(TopDetail.rate(row.out()));
            cells.add(TopDetail.delay(row.delayMillis()));
            cells.add(count(row.queue()));
            Duration age = row.heartbeatAge();
            cells.add(age == null ? "–" : Units.span(age));
            cells.add(Table.styled(style(row.state()), row.state().word()));
            table.row(cells.toArray());
        }
        return table(table);
    }

    private List<String> rooms(Board board, View view, List<Board.RoomRow> all, int most) {
        if (all.isEmpty()) {
            return List.of(
                    paint(Style.DIM, board.rooms().isEmpty() ? "  no room has a member" : "  no room is called that"));
        }
        int from = first(view, view.rooms(), most);
        String cut = board.roomsTotal() > board.rooms().size() ? " of " + Units.count(board.roomsTotal()) : "";
        Table table = new Table()
                .left(" ")
                .flexible("ROOM" + part(all.size(), most, from) + cut)
                .right("MEMBERS")
                .right("INSTANCES")
                .right("MSG/S");
        for (int i = from; i < Math.min(all.size(), from + most); i++) {
            Board.RoomRow room = all.get(i);
            table.row(
                    view.rooms() && i == view.cursor() && height != ENDLESS ? "›" : " ",
                    room.name(),
                    count(room.members()),
                    Units.count(room.subscribers()),
                    TopDetail.rate(room.rate()));
        }
        return table(table);
    }

    /** Scrolled so that the cursor is in sight. */
    private static int first(View view, boolean here, int most) {
        return here && most != ENDLESS ? Math.max(0, view.cursor() - most + 1) : 0;
    }

    private static String part(int all, int most, int from) {
        return most >= all ? "" : " (" + (from + 1) + "–" + (from + most) + " of " + all + ")";
    }

    private String footer(View view) {
        if (view.help()) {
            return paint(Style.REVERSE, " any key back ");
        }
        if (view.typing()) {
            return paint(Style.REVERSE, " / " + view.filter() + "_   Enter keep  Esc clear ");
        }
        if (view.findings()) {
            return paint(Style.REVERSE, " Esc back  up, down scroll  p pause  q quit ");
        }
        if (!view.detail().isEmpty()) {
            return paint(Style.REVERSE, " Esc back  p pause  q quit ");
        }
        String filter = view.filter().isEmpty() ? "" : " “" + view.filter() + "”";
        return paint(
                Style.REVERSE,
                " q quit  s by " + view.sort().word() + (view.reversed() ? ", r reversed" : "") + "  / filter" + filter
                        + "  Tab rooms  Enter more  p pause  ? help ");
    }

    private static Style style(Board.State state) {
        return switch (state) {
            case OK -> Style.GOOD;
            case DRAINING, UNKNOWN, NO_ANSWER, LATE -> Style.WARN;
            case DEGRADED, GONE -> Style.BAD;
        };
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? Units.count(value.getAsLong()) : "–";
    }

    private static String bytes(OptionalLong value) {
        return value.isPresent() ? Units.bytes(value.getAsLong()) : "–";
    }

    private String paint(Style style, String text) {
        return colour ? style.paint(text) : text;
    }

    private List<String> table(Table table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        table.print(new Page(out, width, colour, Page.Detail.NORMAL));
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

package dev.wsctl.cli.top;

import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.Board.RoomRow;
import dev.wsctl.cli.model.fleet.Board.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How somebody wants to see the board. Immutable: each key makes a new one.
 *
 * @param filter a part of the names to show; empty: all
 * @param typing what is typed belongs to the filter
 * @param rooms the cursor is in the table of rooms
 * @param cursor which row of it
 * @param detail the instance or room, by {@code rooms}, that is shown alone; empty: none
 * @param findings all of them are shown, from the cursor on, instead of anything else
 */
public record View(
        Sort sort,
        boolean reversed,
        String filter,
        boolean typing,
        boolean paused,
        boolean help,
        boolean rooms,
        int cursor,
        String detail,
        boolean findings) {
    public static final View START = new View(Sort.NAME, false, "", false, false, false, false, 0, "", false);

    /** By what; figures from large to small. */
    public enum Sort {
        NAME("name"),
        CONNECTIONS("conn"),
        IN("in/s"),
        OUT("out/s"),
        DELAY("delay"),
        QUEUE("queue"),
        STATE("state");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        Comparator<Row> order() {
            return switch (this) {
                case NAME -> Comparator.comparing(Row::id);
                case CONNECTIONS -> largest(row -> (double) row.connections());
                case IN -> largest(Row::in);
                case OUT -> largest(Row::out);
                case DELAY -> largest(Row::delayMillis);
                case QUEUE -> largest(row -> (double) row.queue().orElse(-1));
                case STATE -> Comparator.comparing(Row::state).reversed();
            };
        }

        private static Comparator<Row> largest(ToDoubleFunction<Row> figure) {
            // NaN, not known, would count as more than anything.
            return Comparator.comparingDouble(row -> {
                double value = figure.applyAsDouble(row);
                return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
            });
        }

        Sort next() {
            List<Sort> all = List.of(values());
            return all.get((all.indexOf(this) + 1) % all.size());
        }
    }

    /** The instances to show, in their order. */
    public List<Row> instances(Board board) {
        Comparator<Row> order = reversed ? sort.order().reversed() : sort.order();
        return board.instances().stream()
                .filter(row -> shown(row.id()) || shown(row.address()))
                .sorted(order.thenComparing(Row::id))
                .toList();
    }

    /** The rooms to show; the busiest first, as they come. */
    public List<RoomRow> rooms(Board board) {
        return board.rooms().stream().filter(room -> shown(room.name())).toList();
    }

    private boolean shown(String name) {
        return filter.isEmpty() || name.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    View withSort(Sort newSort, boolean newReversed) {
        return new View(newSort, newReversed, filter, typing, paused, help, rooms, 0, detail, findings);
    }

    View withFilter(String newFilter, boolean newTyping) {
        return new View(sort, reversed, newFilter, newTyping, paused, help, rooms, 0, detail, findings);
    }

    View withPaused(boolean newPaused) {
        return new View(sort, reversed, filter, typing, newPaused, help, rooms, cursor, detail, findings);
    }

    View withHelp(boolean newHelp) {
        return new View(sort, reversed, filter, typing, paused, newHelp, rooms, cursor, detail, findings);
    }

    View withCursor(boolean newRooms, int newCursor) {
        return new View(
                sort, reversed, filter, typing, paused, help, newRooms, Math.max(0, newCursor), detail, findings);
    }

    View withDetail(String newDetail) {
        return new View(sort, reversed, filter, typing, paused, help, rooms, cursor, newDetail, findings);
    }

    View withFindings(boolean newFindings) {
        return new View(sort, reversed, filter, typing, paused, help, rooms, 0, detail, newFindings);
    }
}

package dev.wsctl.cli.top;

import dev.wsctl.cli.model.fleet.Board;
import org.jspecify.annotations.Nullable;

/** What a key does to the view. Knows no terminal. */
public final class Keys {
    /** Keys that are no characters. */
    public enum Special {
        UP,
        DOWN,
        ENTER,
        ESCAPE,
        BACKSPACE,
        TAB,
        INTERRUPT
    }

    private Keys() {}

    /** Null: end. */
    public static @Nullable View press(Special key, View view, Board board) {
        if (key == Special.INTERRUPT) {
            return null;
        }
        if (view.help()) {
            return view.withHelp(false);
        }
        if (view.typing()) {
            return switch (key) {
                case ENTER -> view.withFilter(view.filter(), false);
                case ESCAPE -> view.withFilter("", false);
                case BACKSPACE ->
                    view.withFilter(
                            view.filter().isEmpty()
                                    ? ""
                                    : view.filter().substring(0, view.filter().length() - 1),
                            true);
                default -> view;
            };
        }
        if (view.findings()) {
            return switch (key) {
                case UP -> view.withCursor(view.rooms(), view.cursor() - 1);
                case DOWN -> view.withCursor(view.rooms(), Math.min(view.cursor() + 1, findings(board) - 1));
                case ESCAPE, BACKSPACE, ENTER -> view.withFindings(false);
                default -> view;
            };
        }
        if (!view.detail().isEmpty()) {
            return key == Special.ESCAPE || key == Special.BACKSPACE || key == Special.ENTER
                    ? view.withDetail("")
                    : view;
        }
        return switch (key) {
            case UP -> view.withCursor(view.rooms(), view.cursor() - 1);
            case DOWN -> view.withCursor(view.rooms(), Math.min(view.cursor() + 1, last(view, board)));
            case TAB -> view.withCursor(!view.rooms(), 0);
            case ENTER -> view.withDetail(chosen(view, board));
            case ESCAPE -> view.withFilter("", false);
            default -> view;
        };
    }

    /** Null: end. */
    public static @Nullable View press(char key, View view, Board board) {
        if (view.help()) {
            return view.withHelp(false);
        }
        if (view.typing()) {
            return Character.isISOControl(key) ? view : view.withFilter(view.filter() + key, true);
        }
        return switch (key) {
            case 'q' -> null;
            case '?', 'h' -> view.withHelp(true);
            case 'p', ' ' -> view.withPaused(!view.paused());
            case 'f' -> view.withFindings(!view.findings());
            case 's' -> view.withSort(view.sort().next(), false);
            case 'r' -> view.withSort(view.sort(), !view.reversed());
            case '/' -> view.withFilter("", true);
            case 'k' -> press(Special.UP, view, board);
            case 'j' -> press(Special.DOWN, view, board);
            default -> view;
        };
    }

    private static int findings(Board board) {
        return board.findings() == null ? 0 : board.findings().size();
    }

    private static int last(View view, Board board) {
        int rows =
                view.rooms() ? view.rooms(board).size() : view.instances(board).size();
        return Math.max(0, rows - 1);
    }

    private static String chosen(View view, Board board) {
        if (view.rooms()) {
            var rooms = view.rooms(board);
            return view.cursor() < rooms.size() ? rooms.get(view.cursor()).name() : "";
        }
        var instances = view.instances(board);
        return view.cursor() < instances.size() ? instances.get(view.cursor()).id() : "";
    }
}

package dev.wsctl.cli.command;

import dev.wsctl.cli.console.Console;
import dev.wsctl.cli.console.FullScreen;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.render.TopScreen;
import dev.wsctl.cli.top.Keys;
import dev.wsctl.cli.top.View;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ties the screen, the keys and the looks together. */
final class TopScreenLoop {
    /** How long a new look may wait to be shown. */
    private static final long TICK_MILLIS = 100;

    private final FleetWatch watch;
    private final boolean colour;
    private final AtomicReference<@Nullable Board> latest = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean interrupted;
    private volatile boolean resized;

    TopScreenLoop(FleetWatch watch, boolean colour) {
        this.watch = watch;
        this.colour = colour;
    }

    ExitCode run() throws IOException {
        Thread looking = new Thread(this::look, "looks");
        looking.setDaemon(true);
        try (FullScreen screen = new FullScreen(Console.open(), () -> resized = true, () -> interrupted = true)) {
            watch.examineBeside();
            looking.start();
            return show(screen);
        } finally {
            looking.interrupt();
        }
    }

    private ExitCode show(FullScreen screen) throws IOException {
        View view = View.START;
        Board board = null;
        boolean changed = false;
        while (true) {
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("looking at the fleet failed", failed);
            }
            Board newest = view.paused() ? null : latest.getAndSet(null);
            if (newest != null) {
                board = newest;
                changed = true;
            }
            if (resized) {
                resized = false;
                screen.forget();
                changed = true;
            }
            if (changed && board != null) {
                TopScreen lines = new TopScreen(screen.columns(), screen.rows(), colour, ZoneId.systemDefault());
                screen.show(lines.lines(board, view));
                changed = false;
            }
            FullScreen.Key key = screen.read(TICK_MILLIS);
            if (interrupted) {
                return ExitCode.INTERRUPTED;
            }
            if (key instanceof FullScreen.Key.End) {
                return ExitCode.OK;
            }
            if (!(key instanceof FullScreen.Key.None)) {
                View next = press(key, view, board);
                if (next == null) {
                    return ExitCode.OK;
                }
                changed |= !next.equals(view);
                view = next;
            }
        }
    }

    private static @Nullable View press(FullScreen.Key key, View view, @Nullable Board board) {
        if (board == null) {
            // Nothing is there yet that a key could be about, but for leaving.
            return key.equals(new FullScreen.Key.Letter('q')) ? null : view;
        }
        if (key instanceof FullScreen.Key.Cursor cursor) {
            return switch (cursor.letter()) {
                case 'A' -> Keys.press(Keys.Special.UP, view, board);
                case 'B' -> Keys.press(Keys.Special.DOWN, view, board);
                case 'C' -> Keys.press(Keys.Special.ENTER, view, board);
                case 'D', '\u001b' -> Keys.press(Keys.Special.ESCAPE, view, board);
                default -> view;
            };
        }
        char typed = ((FullScreen.Key.Letter) key).letter();
        return switch (typed) {
            case '\r', '\n' -> Keys.press(Keys.Special.ENTER, view, board);
            case '\t' -> Keys.press(Keys.Special.TAB, view, board);
            case 127, '\b' -> Keys.press(Keys.Special.BACKSPACE, view, board);
            case 3 -> Keys.press(Keys.Special.INTERRUPT, view, board);
            default -> Keys.press(typed, view, board);
        };
    }

    private void look() {
        try {
            watch.lookForEver(latest::set);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }
}

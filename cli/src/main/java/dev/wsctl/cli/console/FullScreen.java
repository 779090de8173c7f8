package dev.wsctl.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * The whole terminal as lines. Only those that changed are written again; what stood there before comes back at the end.
 */
public final class FullScreen implements AutoCloseable {
    /** Another screen, no cursor, no wrapping at the edge. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";

    /** Back to what stood there before. */
    public static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    private static final int ESCAPE = 27;
    /** After an escape: what belongs to the same key comes at once. */
    private static final long SEQUENCE_MILLIS = 30;

    private final Console console;
    private final Terminal terminal;
    private final Attributes before;
    private final Thread hook = new Thread(this::leave, "screen");
    private List<String> shown = List.of();
    private int shownWidth;
    private boolean left;
    /** Held while a key is waited for. */
    private final Object keys = new Object();

    private volatile boolean suspended;

    /** A key, as far as anybody here wants to know. */
    public sealed interface Key {
        record Letter(char letter) implements Key {}

        /** The final letter of the sequence of a cursor key; or {@code \e} for Escape itself. */
        record Cursor(char letter) implements Key {}

        /** Nothing came in time. */
        record None() implements Key {}

        /** The terminal is gone. */
        record End() implements Key {}
    }

    /** @param resized called from another thread when the window changes its size */
    public FullScreen(Console console, Runnable resized, Runnable interrupted) {
        this.console = console;
        this.terminal = console.terminal();
        terminal.handle(Terminal.Signal.WINCH, signal -> resized.run());
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.run());
        terminal.handle(Terminal.Signal.TSTP, signal -> suspend());
        // Back from the shell (fg) screen and keys are somebody else's.
        terminal.handle(Terminal.Signal.CONT, signal -> {
            enter();
            resized.run();
        });
        before = terminal.getAttributes();
        Runtime.getRuntime().addShutdownHook(hook);
        enter();
    }

    private synchronized void enter() {
        if (!left) {
            terminal.enterRawMode();
            write(ENTER);
            suspended = false;
        }
    }

    /** A reading that began in the other mode would wait for a whole line after it: so first let it end. */
    private void suspend() {
        suspended = true;
        synchronized (keys) {
            synchronized (this) {
                if (!left) {
                    write(LEAVE);
                    terminal.setAttributes(before);
                    Console.suspend(Duration.ZERO);
                }
            }
        }
    }

    public int columns() {
        return Math.max(20, terminal.getWidth());
    }

    public int rows() {
        return Math.max(5, terminal.getHeight());
    }

    /** Shows these lines from the top; there must be none below the last row. */
    public synchronized void show(List<String> lines) {
        if (suspended) {
            return;
        }
        StringBuilder out = new StringBuilder();
        if (shownWidth != columns() || lines.size() < shown.size()) {
            shown = List.of();
            out.append("\u001b[2J");
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i >= shown.size() || !lines.get(i).equals(shown.get(i))) {
                // Cleared before: after a full line it would take the last character.
                out.append("\u001b[")
                        .append(i + 1)
                        .append(";1H\u001b[K")
                        .append(lines.get(i))
                        .append("\u001b[0m");
            }
        }
        shown = new ArrayList<>(lines);
        shownWidth = columns();
        if (out.length() > 0) {
            write(out.toString());
        }
    }

    /** Everything is written again the next time. */
    public synchronized void forget() {
        shown = List.of();
        shownWidth = 0;
    }

    /** The next key, if one comes in time. */
    public Key read(long millis) throws IOException {
        synchronized (keys) {
            if (!suspended) {
                return key(millis);
            }
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        return new Key.None();
    }

    private Key key(long millis) throws IOException {
        NonBlockingReader reader = terminal.reader();
        int c = reader.read(Math.max(1, millis));
        if (c == NonBlockingReader.READ_EXPIRED) {
            return new Key.None();
        }
        if (c < 0) {
            return new Key.End();
        }
        if (c != ESCAPE) {
            return new Key.Letter((char) c);
        }
        int next = reader.peek(SEQUENCE_MILLIS);
        if (next != '[' && next != 'O') {
            return new Key.Cursor('\u001b'); // and what was typed right after it is the next key
        }
        reader.read(SEQUENCE_MILLIS);
        int letter = reader.read(SEQUENCE_MILLIS);
        while ((letter >= '0' && letter <= '9') || letter == ';') {
            letter = reader.read(SEQUENCE_MILLIS);
        }
        return letter < 0 ? new Key.None() : new Key.Cursor((char) letter);
    }

    private void write(String text) {
        PrintWriter writer = terminal.writer();
        writer.print(text);
        writer.flush();
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            write(LEAVE);
            terminal.setAttributes(before);
            console.close();
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // And the hook finds that all is done.
        }
    }
}

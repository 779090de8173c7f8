package dev.wsctl.cli.console;

import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal the process was started on, which is given back as it was found, however the process ends. */
public final class Console implements AutoCloseable {
    /** Kept: a logger nobody refers to forgets its level. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private static final int PATIENCE_SECONDS = 2;

    private final Terminal terminal;
    private final String settings;
    private final Thread hook = new Thread(this::restore, "terminal");
    private boolean restored;

    private Console(Terminal terminal, String settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    /**
     * With its own signals: Ctrl-C arrives as {@link Terminal.Signal#INT} and ends nothing by itself.
     *
     * @throws WsctlException when there is none, or it can neither move a cursor nor edit a line
     */
    public static Console open() {
        JLINE.setLevel(Level.OFF); // what it could complain of, it does without
        // JLine's own restoring forgets the speed of the line, and a speed of 0 means hanging up.
        String settings = stty("-g");
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .name("wsctl")
                    .system(true)
                    .dumb(false)
                    .nativeSignals(true)
                    // Handled and not ignored: a process started from here would inherit that.
                    .signalHandler(signal -> {})
                    .build();
            Console console = new Console(terminal, settings);
            Runtime.getRuntime().addShutdownHook(console.hook);
            terminal.handle(Terminal.Signal.TSTP, signal -> suspend(Duration.ZERO));
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                console.close();
                throw noTerminal();
            }
            return console;
        } catch (IOException | IllegalStateException e) {
            throw noTerminal();
        }
    }

    public Terminal terminal() {
        return terminal;
    }

    /**
     * Stops this process as Ctrl-Z would if nobody handled it; it goes on when its shell says so.
     *
     * @param after how long others in the same terminal have to stop first
     */
    public static void suspend(Duration after) {
        String seconds = after.toMillis() / 1000.0 + "";
        try {
            new ProcessBuilder("/bin/sh", "-c", "sleep " + seconds + "; kill -STOP \"$PPID\"").start();
        } catch (IOException e) {
            // Then Ctrl-Z does nothing here.
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // And the hook finds that all is done.
        }
    }

    private synchronized void restore() {
        if (restored) {
            return;
        }
        restored = true;
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!settings.isEmpty()) {
                stty(settings);
            }
        }
    }

    /** What stty prints for an argument; empty where there is none. */
    private static String stty(String argument) {
        try {
            Process stty = new ProcessBuilder("stty", argument)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0 ? printed : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static WsctlException noTerminal() {
        return WsctlException.usage(
                "this needs a terminal that can move its cursor", "another TERM than dumb; or pipe lines in");
    }
}

package dev.wsctl.cli.demo;

import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Style;
import dev.wsctl.cli.render.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Tells the story: headings, the commands as one would type them, what they print, and whether it was as expected. */
final class Narrator {
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final Page page;
    /** Progress is redrawn in one line. */
    private final boolean live;

    private int step;

    Narrator(Terminal terminal, Page page, boolean live) {
        this.terminal = terminal;
        this.page = page;
        this.live = live;
    }

    void line(String text) {
        page.line(text);
        terminal.flush();
    }

    void heading(String question) {
        step++;
        page.blank();
        line(page.paint(Style.BOLD, step + "  " + question));
    }

    void note(String text) {
        line(INDENT + text);
    }

    /** {@code $ wsctl …}, broken so that it can still be copied as it stands. */
    void command(String program, List<String> arguments) {
        StringBuilder line = new StringBuilder("$ " + program);
        for (String argument : arguments) {
            String word = quoted(argument);
            if (line.length() + word.length() + 3 > page.width()) {
                page.line(page.paint(Style.BOLD, line + " \\"));
                line.setLength(0);
                line.append("     ").append(word);
            } else {
                line.append(' ').append(word);
            }
        }
        line(page.paint(Style.BOLD, line.toString()));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@,+-]+") ? word : "'" + word + "'";
    }

    /** What a program other than wsctl printed: may be one long line. */
    void raw(String text) {
        int width = page.width();
        for (int from = 0; from < text.length(); from += width) {
            page.line(text.substring(from, Math.min(text.length(), from + width)));
        }
        terminal.flush();
    }

    void result(boolean held, String text) {
        line(INDENT + (held ? page.paint(Style.GOOD, "✓ ") : page.paint(Style.BAD, "✗ ")) + text);
    }

    void output(String text) {
        text.lines().forEach(page::line);
        terminal.flush();
    }

    /** A terminal for a command: its output is kept until it has ended, its progress is seen at once. */
    Terminal inner(ByteArrayOutputStream kept) {
        return new Terminal(
                new PrintStream(kept, false, StandardCharsets.UTF_8),
                terminal.err(),
                terminal.interactive(),
                terminal.columns());
    }

    /** Does something that may take longer than a second without being silent meanwhile. */
    <T> T during(String what, Supplier<T> work) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "demo-step");
            thread.setDaemon(true);
            thread.start();
        });
        long from = System.nanoTime();
        try {
            for (int quarter = 1; ; quarter++) {
                try {
                    return future.get(250, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    tick(what, quarter, System.nanoTime() - from);
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what, e);
        } finally {
            if (live) {
                terminal.err().print("\r\u001b[K");
                terminal.err().flush();
            }
        }
    }

    private void tick(String what, int quarter, long nanos) {
        String text = INDENT + what + " … " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
        if (live) {
            terminal.err().print("\r\u001b[K" + text);
            terminal.err().flush();
        } else if (quarter % 4 == 0) {
            terminal.err().println(text);
        }
    }
}

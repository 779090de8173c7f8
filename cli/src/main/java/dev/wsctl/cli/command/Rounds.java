package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ErrorReport;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.PagerOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Pager;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.render.Views;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a command once, or again and again with {@code --watch}, and prints each result. */
final class Rounds<T> {
    private final Context context;
    private final OutputOptions output;
    private final WatchOptions watch;
    private final Views<T> views;
    private boolean redraw = true;
    private boolean paging;

    /** One look at the world. */
    interface Look<T> {
        T take() throws InterruptedException;
    }

    /** What a look means for the exit code. */
    interface Verdict<T> {
        Status of(T value);
    }

    Rounds(Context context, OutputOptions output, WatchOptions watch, Views<T> views) {
        this.context = context;
        this.output = output;
        this.watch = watch;
        this.views = views;
        output.check(views);
    }

    /** For views that print one line a round and so make a history of their own. */
    Rounds<T> rolling() {
        redraw = false;
        return this;
    }

    /** For lists: what is longer than the terminal goes through a pager. */
    Rounds<T> paged(PagerOptions options) {
        paging = options.wanted();
        return this;
    }

    /** @return the exit code of the worst round */
    int run(Look<T> look, Verdict<T> verdict) throws InterruptedException {
        if (!watch.watching()) {
            T value = look.take();
            printOnce(value);
            return ExitCode.of(verdict.of(value)).code();
        }
        return ExitCode.of(watchAll(look, verdict)).code();
    }

    private Status watchAll(Look<T> look, Verdict<T> verdict) throws InterruptedException {
        Status worst = Status.OK;
        long next = System.nanoTime();
        for (long round = 1; ; round++) {
            worst = worst.worse(watchOnce(look, verdict));
            if (round >= watch.rounds()) {
                return worst;
            }
            next += watch.interval().toNanos();
            long pause = next - System.nanoTime();
            if (pause > 0) {
                TimeUnit.NANOSECONDS.sleep(pause);
            } else {
                // A round took longer than the interval: don't catch up in a burst.
                next = System.nanoTime();
            }
        }
    }

    private Status watchOnce(Look<T> look, Verdict<T> verdict) throws InterruptedException {
        try {
            T value = look.take();
            print(value, true);
            return verdict.of(value);
        } catch (WsctlException e) {
            if (e.exitCode() == ExitCode.USAGE || e.exitCode() == ExitCode.CONFIG) {
                throw e;
            }
            // Whoever watches wants to see it come back.
            return ErrorReport.print(e, context.terminal().err(), output.debug())
                    .status();
        }
    }

    private void printOnce(T value) throws InterruptedException {
        Terminal terminal = context.terminal();
        if (!paging || !output.human() || !terminal.interactive()) {
            print(value, false);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream buffer = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Terminal behind = new Terminal(buffer, terminal.err(), true, terminal.columns());
        views.write(value, Format.HUMAN, output.page(behind, context.environment()), buffer);
        buffer.flush();
        new Pager(context.environment()).show(bytes.toString(StandardCharsets.UTF_8), terminal.out());
        terminal.flush();
    }

    private void print(T value, boolean watching) {
        Terminal terminal = context.terminal();
        Page page = output.page(terminal, context.environment());
        Format format = watching && output.format() == Format.JSON ? Format.NDJSON : output.format();
        if (watching && redraw && output.human()) {
            if (terminal.interactive()) {
                terminal.out().print("\u001b[H\u001b[2J");
            }
            views.write(value, format, page, terminal.out());
            page.blank();
        } else {
            views.write(value, format, page, terminal.out());
        }
        terminal.flush();
    }
}

package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A person at a prompt; what comes meanwhile is shown above it. */
public final class Dialogue {
    private final Conversation conversation;
    private final LineReader reader;
    private volatile Event.@Nullable Closed closed;
    private volatile boolean reading;

    public Dialogue(Conversation conversation, Terminal terminal) {
        this.conversation = conversation;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("wsctl")
                .completer(new StringsCompleter(Order.NAMES))
                // A ! is part of what people say, and what was said is nobody's business later.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** @param shown what an event reads like; empty: it is not shown */
    public ExitCode run(Function<Event, String> shown) throws InterruptedException {
        Thread prompt = Thread.currentThread();
        conversation.listener(event -> {
            String line = shown.apply(event);
            if (!line.isEmpty()) {
                reader.printAbove(line);
            }
            if (event instanceof Event.Opened) {
                closed = null; // the one before was that of the room we left
            } else if (event instanceof Event.Closed end) {
                closed = end;
                if (reading) {
                    prompt.interrupt();
                }
            }
        });
        conversation.open();
        while (true) {
            String line;
            try {
                reading = true;
                line = closed == null ? reader.readLine(prompt()) : null;
            } catch (EndOfFileException e) {
                return ExitCode.OK;
            } catch (UserInterruptException e) {
                if (closed == null && e.getPartialLine().isEmpty()) {
                    return ExitCode.INTERRUPTED;
                }
                line = null;
            } finally {
                reading = false;
            }
            Event.Closed end = closed;
            if (end != null) {
                return end.byServer() && !CloseMeaning.normal(end.code()) ? ExitCode.CRITICAL : ExitCode.OK;
            }
            if (line != null && !line.isEmpty()) {
                obey(line, reader::printAbove);
            }
        }
    }

    private void obey(String line, Consumer<String> remark) throws InterruptedException {
        try {
            Order order = Order.of(line);
            if (order instanceof Order.Help) {
                remark.accept(Order.HELP.stripTrailing());
            }
            conversation.obey(order);
        } catch (WsctlException e) {
            remark.accept(e.what() + "\n  try: " + e.hint());
        }
    }

    private String prompt() {
        return conversation.room().isEmpty() ? "> " : conversation.room() + "> ";
    }
}

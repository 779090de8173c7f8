package dev.wsctl.cli.shell;

import dev.wsctl.cli.console.Console;
import dev.wsctl.cli.console.FullScreen;
import dev.wsctl.cli.exit.ExitCode;
import java.time.Duration;
import java.util.Map;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Lines typed by hand, one after the other. */
public final class Prompt {
    /** From here on an exit code means a signal, which may have left the screen as it was. */
    private static final int KILLED = 128;
    /** Until it has given the screen back. */
    private static final Duration COMMAND_STOPS = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Lines lines;
    private final LineReader reader;
    private final Attributes usual;

    /** @param environment says where the history is kept */
    public Prompt(Terminal terminal, Lines lines, Completer completer, Map<String, String> environment) {
        this.terminal = terminal;
        this.lines = lines;
        this.usual = terminal.getAttributes();
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        Remembered history = new Remembered();
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("wsctl")
                .parser(parser)
                .completer(completer)
                .history(history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .build();
        history.keep(environment, reader);
        // Ctrl-Z stops a command: a shell that went on would wait for it for ever. So both stop, and both go on.
        terminal.handle(Terminal.Signal.TSTP, signal -> Console.suspend(COMMAND_STOPS));
    }

    /** @return the exit code: 0, whatever the commands came to */
    public int run() throws InterruptedException {
        terminal.writer().println("TAB completes, help lists the commands, Ctrl-D leaves.\n" + lines.whereTo());
        terminal.flush();
        while (true) {
            try {
                String line = reader.readLine("wsctl" + lines.contextShown() + "> ");
                Lines.Result result = lines.run(line, true);
                if (result instanceof Lines.Result.Leave) {
                    return ExitCode.OK.code();
                }
                tidy(result);
            } catch (UserInterruptException e) {
                // The line is given up, not the shell.
            } catch (EndOfFileException e) {
                return ExitCode.OK.code();
            }
        }
    }

    /** A command that was killed could not give the terminal back. */
    private void tidy(Lines.Result result) {
        terminal.setAttributes(usual);
        if (result instanceof Lines.Result.Ran ran && ran.code() > KILLED) {
            terminal.writer().print(FullScreen.LEAVE);
            terminal.flush();
        }
    }
}

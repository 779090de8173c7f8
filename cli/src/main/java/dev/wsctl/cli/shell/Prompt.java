package dev.wsctl.cli.shell;

import dev.wsctl.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Lines typed by hand, one after the other. */
public final class Prompt {
    private final Lines lines;
    private final LineReader reader;

    public Prompt(Terminal terminal, Lines lines, Completer completer, Map<String, String> environment) {
        this.lines = lines;
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("wsctl")
                .parser(parser)
                .completer(completer)
                .history(new Remembered())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .build();
        Path file = historyFile(environment);
        if (file != null) {
            reader.setVariable(LineReader.HISTORY_FILE, file);
            reader.setVariable(LineReader.HISTORY_FILE_SIZE, 5_000);
        }
    }

    /** @return the exit code: 0, whatever the commands came to */
    public int run() throws IOException, InterruptedException {
        while (true) {
            try {
                List<String> words = Words.of(reader.readLine("wsctl" + lines.contextShown() + "> "));
                if (Lines.isExit(words)) {
                    return ExitCode.OK.code();
                }
                lines.run(words, true);
            } catch (UserInterruptException e) {
                // The line is given up, not the shell.
            } catch (EndOfFileException e) {
                return ExitCode.OK.code();
            }
        }
    }

    /** For the owner's eyes only; null where it can't be written, and then nothing is kept. */
    private static @Nullable Path historyFile(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (state.isEmpty() && home.isEmpty()) {
            return null;
        }
        Path directory = (state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("wsctl");
        Path file = directory.resolve("history");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.isWritable(file) ? file : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Forgets secrets before it learns them. */
    private static final class Remembered extends DefaultHistory {
        @Override
        public void add(Instant time, String line) {
            super.add(time, Discretion.of(line));
        }
    }
}

package dev.wsctl.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;

/** What was typed: all of it while the shell runs, without what holds a secret after that. */
final class Remembered extends DefaultHistory {
    private static final int MOST = 5_000;

    /** Lets the reader keep its history in the user's own file, if there can be one. */
    void keep(Map<String, String> environment, LineReader reader) {
        Path file = file(environment);
        if (file != null) {
            reader.setVariable(LineReader.HISTORY_FILE, file);
            reader.setVariable(LineReader.HISTORY_FILE_SIZE, MOST);
        }
    }

    @Override
    public boolean isPersistable(Entry entry) {
        return Discretion.mayBeKept(entry.line());
    }

    /** For the owner's eyes only; null where it can't be written, and then nothing is kept. */
    private static @Nullable Path file(Map<String, String> environment) {
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
}

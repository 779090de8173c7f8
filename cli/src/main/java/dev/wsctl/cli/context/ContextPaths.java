package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where files with contexts are looked for. Nothing here opens one. */
final class ContextPaths {
    static final String PROJECT_FILE = ".wsctl.yaml";

    private ContextPaths() {}

    /**
     * The {@value #PROJECT_FILE} nearest to a directory, in itself or above; null when there is none.
     *
     * @throws WsctlException CONFIG, when it belongs to somebody who has no say in that directory
     */
    static @Nullable Path project(Path workingDirectory) {
        Path start = workingDirectory.toAbsolutePath().normalize();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path file = directory.resolve(PROJECT_FILE);
            if (Files.isRegularFile(file)) {
                checkOwner(file, start);
                return file;
            }
        }
        return null;
    }

    /** {@code config.yaml} of the user, whether it exists or not; null when nothing says where it would be. */
    static @Nullable Path user(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        if (config.startsWith("/")) { // the specification: relative ones are to be ignored
            return Path.of(config, "wsctl", "config.yaml");
        }
        String home = environment.getOrDefault("HOME", "");
        return home.isEmpty() ? null : Path.of(home, ".config", "wsctl", "config.yaml");
    }

    /** In a directory like /tmp anybody could leave a file that names a Redis to send one's password to. */
    private static void checkOwner(Path file, Path start) {
        try {
            String owner = Files.getOwner(file).getName();
            String me = System.getProperty("user.name", "");
            if (!owner.equals(me)
                    && !owner.equals("root")
                    && !owner.equals(Files.getOwner(start).getName())) {
                throw new WsctlException(
                        ExitCode.CONFIG,
                        file + " belongs to " + owner + ", so it is not read",
                        "move it away, or copy it into a directory of your own");
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    "cannot tell whose file " + file + " is: " + e.getClass().getSimpleName(),
                    "check it: ls -l " + file);
        }
    }
}

package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes files with contexts: whole or not at all, and a new one for its owner's eyes only. */
public final class ContextStore {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final ContextFile.Kind kind;

    private ContextStore(Path file, ContextFile.Kind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** Of a file that was found. */
    public static ContextStore of(ContextFile found) {
        return new ContextStore(found.path(), found.kind());
    }

    /** The user's own file, whether it exists or not. */
    public static ContextStore user(Map<String, String> environment) {
        Path file = ContextPaths.user(environment);
        if (file == null) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    "neither HOME nor XDG_CONFIG_HOME says where your configuration is",
                    "export HOME, or --project for the working directory's .wsctl.yaml");
        }
        return new ContextStore(file, ContextFile.Kind.USER);
    }

    /** The project's file: the nearest one above, else a new one in the working directory. */
    public static ContextStore project(Path workingDirectory) {
        Path found = ContextPaths.project(workingDirectory);
        Path file = found == null ? workingDirectory.toAbsolutePath().resolve(ContextPaths.PROJECT_FILE) : found;
        return new ContextStore(file.normalize(), ContextFile.Kind.PROJECT);
    }

    public Path file() {
        return file;
    }

    /** Whether the file describes that context. */
    public boolean has(String name) {
        return Files.exists(file) && ContextFile.read(file, kind).contexts().containsKey(name);
    }

    /** @throws WsctlException CONFIG when the file cannot be changed; then it is as it was */
    public void add(String name, List<String> description) {
        write(editor().add(name, description));
    }

    /** Likewise. */
    public void remove(String name) {
        write(editor().remove(name));
    }

    /** Likewise. */
    public void use(String name) {
        write(editor().use(name));
    }

    private ContextEditor editor() {
        return new ContextEditor(Files.exists(file) ? ContextFile.text(file) : "", file, kind);
    }

    private void write(String text) {
        try {
            // Behind a symbolic link, as dotfile managers make them, the link must survive.
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path directory = target.resolveSibling("");
            Files.createDirectories(directory);
            Set<PosixFilePermission> permissions = Files.exists(target) ? Files.getPosixFilePermissions(target) : OWNER;
            Path draft =
                    Files.createTempFile(directory, ".wsctl", ".draft", PosixFilePermissions.asFileAttribute(OWNER));
            try {
                Files.writeString(draft, text);
                Files.setPosixFilePermissions(draft, permissions);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    "cannot write " + file + ": " + e.getClass().getSimpleName(),
                    "check who may write there: ls -ld " + file.resolveSibling(""));
        }
    }
}

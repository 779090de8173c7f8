package dev.wsctl.cli.context;

import dev.wsctl.cli.model.SecretReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what refers to something outside the file: paths, and where a secret is to be had. */
final class ReferenceReader {
    private static final List<String> REFERENCES = List.of("env", "file", "command");

    private final YamlReader yaml;
    private final Path file;
    private final ContextFile.Kind kind;

    /** @param kind a project's file may refer to less than one's own */
    ReferenceReader(YamlReader yaml, Path file, ContextFile.Kind kind) {
        this.yaml = yaml;
        this.file = file;
        this.kind = kind;
    }

    @Nullable SecretReference secret(Node node, String what) {
        String how = what + ": { env: VARIABLE }, { file: PATH } or { command: 'pass show redis' }";
        if (node instanceof ScalarNode) {
            yaml.mistake(node, "a literal " + what + "; secrets are only referred to", how);
            return null;
        }
        Map<String, YamlReader.Field> fields = yaml.fields(node, what, REFERENCES);
        if (fields.size() != 1) {
            yaml.mistake(node, what + " must name one place", how);
            return null;
        }
        String kindOfPlace = fields.keySet().iterator().next();
        Node place = fields.values().iterator().next().value();
        return switch (kindOfPlace) {
            case "env" -> variable(place);
            case "file" -> secretFile(place);
            default -> command(place, what);
        };
    }

    private @Nullable SecretReference variable(Node node) {
        String name = yaml.text(node, "env");
        if (name != null && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            // It may be the secret itself: not repeated.
            yaml.mistake(node, "env is not the name of an environment variable", "env: REDIS_PASSWORD");
            return null;
        }
        return name == null ? null : new SecretReference.Variable(name);
    }

    private @Nullable SecretReference secretFile(Node node) {
        Path path = path(node, "file");
        if (path == null) {
            return null;
        }
        if (kind == ContextFile.Kind.PROJECT && !path.startsWith(directory())) {
            yaml.mistake(
                    node,
                    "a project's file may only refer to secrets in files below its own directory",
                    "{ env: VARIABLE } here, or the file in your own configuration");
            return null;
        }
        return new SecretReference.InFile(path);
    }

    private @Nullable SecretReference command(Node node, String what) {
        String command = yaml.text(node, "command");
        if (command != null && kind == ContextFile.Kind.PROJECT) {
            yaml.mistake(
                    node,
                    "a project's file may not run commands: it may have come from anywhere",
                    what + ": { env: VARIABLE } here, or the command in your own configuration");
            return null;
        }
        return command == null ? null : new SecretReference.Command(command);
    }

    private Path directory() {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    /** Relative paths are seen from the file, not from wherever wsctl is called. */
    @Nullable Path path(@Nullable Node node, String what) {
        String text = node == null ? null : yaml.text(node, what);
        if (node == null || text == null) {
            return null;
        }
        try {
            String home = System.getProperty("user.home", "");
            Path path = text.startsWith("~/")
                    ? Path.of(home, text.substring(2))
                    : directory().resolve(text);
            return path.normalize();
        } catch (InvalidPathException e) {
            yaml.mistake(node, what + " is no path", what + ": path/to/file");
            return null;
        }
    }
}

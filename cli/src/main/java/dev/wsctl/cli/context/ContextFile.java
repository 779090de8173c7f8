package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextSettings.Origin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One file with contexts, as it was read. What is wrong in it stands in {@code mistakes} and is left out of the rest.
 *
 * @param current the context the file calls current; null when it calls none
 * @param contexts by name, in the file's order
 */
public record ContextFile(
        Path path,
        Kind kind,
        @Nullable String current,
        @Nullable Origin currentOrigin,
        Map<String, ContextSettings> contexts,
        List<Mistake> mistakes) {
    private static final List<String> SECTIONS = List.of("current", "contexts", "dialects");

    /** Who wrote it: what may stand in it depends on that. */
    public enum Kind {
        /** {@code .wsctl.yaml}: came with the project, perhaps from somebody else. */
        PROJECT,
        /** {@code config.yaml} of the user. */
        USER
    }

    /** @throws WsctlException CONFIG, when it cannot be read or is no YAML */
    static ContextFile read(Path path, Kind kind) {
        return parse(text(path), path, kind);
    }

    static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new WsctlException(ExitCode.CONFIG, path + " is not a text file in UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    "cannot read " + path + ": " + e.getClass().getSimpleName(),
                    "check who may read it: ls -l " + path);
        }
    }

    static ContextFile parse(String text, Path path, Kind kind) {
        YamlReader yaml = new YamlReader(path);
        Node root = yaml.root(text);
        Map<String, YamlReader.Field> sections = root == null ? Map.of() : yaml.fields(root, "the file", SECTIONS);
        YamlReader.Field current = sections.get("current");
        YamlReader.Field contexts = sections.get("contexts");
        Map<String, ContextSettings> found = new LinkedHashMap<>();
        if (contexts != null) {
            ContextReader reader = new ContextReader(yaml, path, kind, sections.containsKey("dialects"));
            yaml.fields(contexts.value(), "contexts")
                    .forEach((name, field) -> found.put(name, reader.read(name, field)));
        }
        return new ContextFile(
                path,
                kind,
                current == null ? null : yaml.text(current.value(), "current"),
                current == null ? null : yaml.place(current.value()),
                found,
                yaml.mistakes());
    }
}

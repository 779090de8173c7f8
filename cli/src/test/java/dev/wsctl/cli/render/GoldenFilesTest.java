package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The golden files")
class GoldenFilesTest {
    /** They listen, or print a script, or what other commands print. */
    private static final Set<String> PRINT_NO_REPORT = Set.of("exporter", "serve", "shell", "completion");

    private static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    @DisplayName("show what each command prints for people, at 80 columns and at 120")
    void bothWidths() throws IOException {
        Set<String> names = names();
        Set<String> narrow = names.stream()
                .filter(name -> name.endsWith(".txt") && !name.endsWith("-120.txt"))
                .map(name -> name.substring(0, name.length() - ".txt".length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(narrow).allSatisfy(name -> assertThat(names).containsAnyOf(name + "-120.txt", name + "-120.screen"));
        assertThat(CommandTable.ENTRIES.stream()
                        .map(CommandTable.Entry::name)
                        .filter(name -> !PRINT_NO_REPORT.contains(name)))
                .allSatisfy(command ->
                        assertThat(narrow).anyMatch(name -> name.equals(command) || name.startsWith(command + "-")));
    }
}

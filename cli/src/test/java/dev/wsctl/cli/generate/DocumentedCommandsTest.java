package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.command.CommandModel;
import dev.wsctl.cli.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell people to type can be typed: every command line in them is parsed by the command itself. */
class DocumentedCommandsTest {

    /** A line of a code block, or a code span, that calls wsctl. */
    private static final Pattern CALL = Pattern.compile(
            "(?m)^ {4,}(?!(?:[A-Z_]+=\\S+ )*benchmarks/).*?(?<![\\w/.-])(?:\\./)?wsctl ([a-z].*)$|`wsctl ([a-z][^`]*)`");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"'|>;&#)]+)|([|>;&#)])");

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @DisplayName("every command line in a document is one that wsctl takes:")
    void everyCommandLineCanBeTyped(Path document) throws IOException {
        for (String line : calls(Files.readString(document))) {
            assertThatCode(() -> parse(words(line)))
                    .as("in %s: wsctl %s", document, line)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aCommandLineThatCannotBeTypedIsFound() {
        List<String> calls = calls("text\n\n    wsctl health --wach 5s | jq .   # so\n");
        assertThat(calls).hasSize(1);
        assertThat(words(calls.get(0))).containsExactly("health", "--wach", "5s");
        assertThatThrownBy(() -> parse(words(calls.get(0)))).hasMessageContaining("--wach");
    }

    @Test
    void theDocumentsHoldCommandLines() throws IOException {
        assertThat(calls(Files.readString(Path.of("../README.md")))).hasSizeGreaterThan(10);
    }

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")));
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents.stream();
    }

    private static List<String> calls(String document) {
        List<String> calls = new ArrayList<>();
        Matcher call = CALL.matcher(document.replaceAll(" *\\\\\n\\s*", " "));
        while (call.find()) {
            String line = call.group(1) != null ? call.group(1) : call.group(2);
            // An ellipsis stands for something the reader knows better.
            if (!line.contains("…")) {
                // Further calls on the same line, after && or ;, are calls too.
                for (String part : line.split("(?:&&|;) *(?:\\./)?wsctl ")) {
                    calls.add(part);
                }
            }
        }
        return calls;
    }

    /** As a shell would split them, up to the first pipe, redirection, comment or end of command. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.replaceAll("\\$\\{?REDIS_URL\\}?", "redis://localhost:6379/0")
                .replaceAll("\\$WS_([A-Z])", "ws://$1:8000/ws")
                // What stands for a number in prose.
                .replaceAll("(?<= )N\\b", "3"));
        while (word.find()) {
            if (word.group(4) != null) {
                break;
            }
            for (int group = 1; group <= 3; group++) {
                if (word.group(group) != null) {
                    words.add(word.group(group));
                }
            }
        }
        return words;
    }

    private static void parse(List<String> words) {
        if (words.isEmpty() || words.get(0).startsWith("help") || words.contains("--help")) {
            return;
        }
        CommandTable.Entry entry = CommandTable.find(words.get(0));
        CommandModel.of(entry, Commands.context()).parseArgs(words.toArray(String[]::new));
    }
}

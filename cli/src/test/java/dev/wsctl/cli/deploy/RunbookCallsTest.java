package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wsctl.cli.command.CommandModel;
import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.command.Context;
import dev.wsctl.cli.render.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbookCallsTest {
    /** In a block of code or between backticks, until what a shell would not hand over any more. */
    private static final Pattern CALL = Pattern.compile(
            "(?m)(?:^ {4}(?:.*(?:&&|;|\\|) )? *|`)wsctl ([a-z](?:'[^']*'|\"[^\"]*\"|[^`'\"\\n#;&|>])*)");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    static Stream<Path> pages() throws IOException {
        return Stream.concat(Files.list(Path.of("../docs/runbooks")), Files.walk(Path.of("../docs/deploy")))
                .filter(file -> file.toString().endsWith(".md"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("E13 every call of wsctl in a runbook is one that wsctl understands")
    void everyCallIsUnderstood(Path page) throws IOException {
        // What a person fills in, and what a shell does.
        String text = Files.readString(page)
                .replaceAll("\\\\\\n\\s*", "")
                .replaceAll("\\$\\(.*?\\)", "ws://10.0.0.7:8000/ws")
                .replace("$REDIS_URL", "redis://10.0.0.5")
                .replaceAll("\\bN\\b", "3")
                .replaceAll("\\bCODE\\b", "MEM01");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Context context = new Context(new Terminal(nowhere, nowhere, false, Terminal.DEFAULT_COLUMNS), Map.of());
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            String[] words = words(call.group(1));
            assertThat(CommandTable.ENTRIES)
                    .extracting(CommandTable.Entry::name)
                    .contains(words[0]);
            assertThatCode(() -> CommandModel.of(CommandTable.find(words[0]), context)
                            .parseArgs(words))
                    .as(call.group(1))
                    .doesNotThrowAnyException();
        }
    }

    private static String[] words(String call) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(call);
        while (word.find()) {
            words.add(Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(each -> each != null)
                    .findFirst()
                    .orElseThrow());
        }
        return words.toArray(String[]::new);
    }
}

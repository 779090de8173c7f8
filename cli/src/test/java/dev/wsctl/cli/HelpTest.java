package dev.wsctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.help.Topic;
import dev.wsctl.cli.render.Golden;
import dev.wsctl.cli.render.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command's own help says is pinned by its page in man/, which comes from the same model. */
@DisplayName("Help, at 80 columns and at 120")
class HelpTest {
    private static void looks(String name, String... args) {
        Golden.matches(name + ".txt", printed(80, args));
        Golden.matches(name + "-120.txt", printed(120, args));
    }

    private static String printed(int width, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Wsctl(new Terminal(out, out, false, width), Map.of(), Path.of("/")).run(args);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("lists the commands")
    void listOfCommands() {
        looks("help", "--help");
    }

    @Test
    @DisplayName("of one command")
    void command() {
        looks("help-explain", "explain", "--help");
    }

    @Test
    @DisplayName("breaks no example, so that each can be copied")
    void examples() {
        for (String[] command : commands()) {
            assertThat(examples(printed(80, command)))
                    .as(String.join(" ", command))
                    .isEqualTo(examples(printed(120, command)))
                    .startsWith("Examples:");
        }
    }

    @Test
    @DisplayName("breaks no URL")
    void urls() {
        for (String[] command : commands()) {
            assertThat(urls(printed(80, command))).as(String.join(" ", command)).isEqualTo(urls(printed(120, command)));
        }
        assertThat(urls(printed(80, "serve", "--help"))).contains("redis-sentinel://host,host/0#master,");
    }

    private static List<String> urls(String help) {
        return Stream.of(help.split("\\s+"))
                .filter(word -> word.contains(":/") || word.endsWith(":") || word.startsWith("/"))
                .toList();
    }

    private static List<String[]> commands() {
        List<String[]> commands = new ArrayList<>();
        CommandTable.ENTRIES.forEach(entry -> commands.add(new String[] {entry.name(), "--help"}));
        for (String below : List.of("list", "show", "add", "use", "remove", "validate")) {
            commands.add(new String[] {"context", below, "--help"});
        }
        commands.add(new String[] {"sessions", "list", "--help"});
        commands.add(new String[] {"sessions", "show", "--help"});
        return commands;
    }

    private static String examples(String help) {
        return help.substring(Math.max(0, help.indexOf("Examples:")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("on a topic")
    void topics(Topic topic) {
        looks("help-topic-" + topic.word(), "help", topic.word());
    }

    @Test
    @DisplayName("of a command line that is wrong: what is, and what to try")
    void mistakes() {
        String[][] wrong = {
            {"helth"},
            {"help", "outptu"},
            {"verify"},
            {"verify", "http://a:8001/ws"},
            {"health", "--tiemout", "5s"},
            {"health", "--redis", "localhost:6379"},
            {"health", "-o", "tap"},
            {"loadtest", "ws://a/ws", "--threshold", "p99>x"},
            {"--context"},
        };
        StringBuilder text = new StringBuilder();
        for (String[] args : wrong) {
            text.append("$ wsctl ").append(String.join(" ", args)).append('\n').append(printed(80, args));
        }
        Golden.matches("mistakes.transcript", text.toString());
    }
}

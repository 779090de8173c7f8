package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each shell, the real one, offers after a TAB. */
abstract class CompletionContract {
    /** What the shell finds beside its usual variables. */
    final Map<String, String> environment = new HashMap<>();

    /**
     * What the shell offers for the last of the words.
     *
     * @param words of the command line; the last one may be empty
     */
    abstract List<String> offers(String... words) throws IOException;

    @Test
    @DisplayName("first come the commands, all of them")
    void offersEveryCommand() throws IOException {
        List<String> commands =
                CommandTable.ENTRIES.stream().map(CommandTable.Entry::name).toList();
        assertThat(offers("wsctl", "")).containsAll(commands).contains("help");
    }

    @Test
    @DisplayName("the beginning of a command is completed")
    void completesACommand() throws IOException {
        assertThat(offers("wsctl", "hea")).containsExactly("health");
    }

    @Test
    @DisplayName("help knows the commands")
    void helpKnowsTheCommands() throws IOException {
        assertThat(offers("wsctl", "help", "load")).containsExactly("loadtest");
    }

    @Test
    @DisplayName("a command's options are completed, and not those of another")
    void completesOptions() throws IOException {
        assertThat(offers("wsctl", "health", "--re")).containsExactlyInAnyOrder("--redis", "--read-only");
        assertThat(offers("wsctl", "health", "--du")).isEmpty();
        assertThat(offers("wsctl", "loadtest", "--du")).containsExactly("--duration");
    }

    @Test
    @DisplayName("options are completed behind others and behind URLs")
    void completesLaterOptions() throws IOException {
        assertThat(offers("wsctl", "loadtest", "ws://localhost:8001/ws", "--rate", "10", "--du"))
                .containsExactly("--duration");
        assertThat(offers("wsctl", "health", "--watch", "--coun")).containsExactly("--count");
    }

    @Test
    @DisplayName("after -o come the formats this very command has")
    void offersTheFormatsOfTheCommand() throws IOException {
        assertThat(offers("wsctl", "health", "-o", "")).containsExactlyInAnyOrder("human", "json", "ndjson", "nagios");
        assertThat(offers("wsctl", "health", "--output", "js")).containsExactly("json");
    }

    @Test
    @DisplayName("a value is completed behind an equals sign, too")
    void completesBehindAnEqualsSign() throws IOException {
        assertThat(offers("wsctl", "health", "--output=js"))
                .singleElement()
                .asString()
                .isIn("json", "--output=json");
    }

    @Test
    @DisplayName("the shells are completed as an argument")
    void completesAnArgument() throws IOException {
        assertThat(offers("wsctl", "completion", "")).containsExactlyInAnyOrder("bash", "zsh", "fish");
    }

    @Test
    @DisplayName("an option for a file offers files, also with a blank in their names")
    void completesFiles(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("root ca.pem"));
        assertThat(offers("wsctl", "health", "--tls-ca", directory + "/ro"))
                .singleElement()
                .asString()
                .endsWith("root ca.pem");
    }

    @Test
    @DisplayName("where only the user knows what comes, nothing is offered")
    void offersNothingForFreeText() throws IOException {
        assertThat(offers("wsctl", "health", "--user", "")).isEmpty();
    }

    @Test
    @DisplayName("help knows the topics")
    void helpKnowsTheTopics() throws IOException {
        assertThat(offers("wsctl", "help", "exit")).containsExactly("exit-codes");
    }

    @Test
    @DisplayName("the names of contexts are asked of wsctl itself, as an option's value and as an argument")
    void asksForContexts(@TempDir Path home) throws IOException {
        Path config = Files.createDirectories(home.resolve(".config/wsctl"));
        Files.writeString(config.resolve("config.yaml"), "contexts: { staging: {}, production: {} }");
        Path wsctl = Files.writeString(
                home.resolve("wsctl"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' dev.wsctl.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(wsctl, PosixFilePermissions.fromString("rwx------"));
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        environment.put("PATH", home + ":" + System.getenv("PATH"));
        assertThat(offers("wsctl", "health", "--context", "st")).containsExactly("staging");
        assertThat(offers("wsctl", "context", "use", "")).containsExactlyInAnyOrder("staging", "production");
    }
}

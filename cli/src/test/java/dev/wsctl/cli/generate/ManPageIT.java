package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.help.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManPageIT {
    @BeforeAll
    static void mandocIsInstalled() {
        Shell.assumeInstalled("mandoc");
    }

    static Stream<String> pages() {
        return Commands.read().all().stream().map(command -> command.page() + ".1");
    }

    static Stream<String> topics() {
        return Stream.of(Topic.values()).map(topic -> "wsctl-" + topic.word() + ".7");
    }

    static Stream<String> all() {
        return Stream.concat(pages(), topics());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("mandoc finds nothing to complain of")
    void isCleanUnderMandoc(String page) throws IOException {
        assertThat(Shell.run("mandoc", "-Tlint", file(page).toString())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    @DisplayName("a man page fits 80 columns and has every section in its place")
    void isReadable(String page) throws IOException {
        List<String> lines = Shell.run("mandoc", "-Tascii", file(page).toString());
        List<String> plain =
                lines.stream().map(line -> line.replaceAll(".\\x08", "")).toList();
        assertThat(plain).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(plain).containsSubsequence("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO");
    }

    private static Path file(String page) {
        return GeneratedFiles.root().resolve("man").resolve(page);
    }
}

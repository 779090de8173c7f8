package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class GeneratorsTest {
    /** Has one of everything, more than a command should. */
    @Command(
            name = "tides",
            description = "Are tides 50%% high?",
            subcommands = {Shown.class, Concealed.class},
            footer = {"", "Examples:", "  wsctl tides --moon full     at night"})
    @SuppressWarnings("UnusedVariable") // only their annotations are read
    private static final class Tides {
        enum Moon {
            NEW,
            FULL
        }

        @Option(names = "--moon", description = "Its \\phase, 100%% sure. See 'tides'.")
        private Moon moon = Moon.NEW;

        @Option(names = "--secretly", hidden = true, description = "Nobody should know.")
        private boolean secretly;
    }

    @Command(name = "shown", description = "In the open.")
    private static final class Shown {}

    @Command(name = "concealed", hidden = true, description = "Nobody should know.")
    private static final class Concealed {}

    private static final CommandDoc TIDES = Commands.command(List.of(), "Sea", new CommandLine(new Tides()));
    private static final CommandDoc PROGRAM = new CommandDoc(
            List.of(), "", "", List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(TIDES));

    private static String generate(String kind) {
        return switch (kind) {
            case "bash" -> new BashCompletion(PROGRAM).script();
            case "zsh" -> new ZshCompletion(PROGRAM).script();
            case "fish" -> new FishCompletion(PROGRAM).script();
            default -> new ManPage(PROGRAM, TIDES, ZonedDateTime.parse("2026-11-21T00:00:00Z")).text();
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bash", "zsh", "fish", "man"})
    @DisplayName("hidden options and commands stay hidden; what is below a command is told")
    void hiddenStaysHidden(String kind) {
        assertThat(generate(kind)).contains("moon", "shown").doesNotContain("secretly", "concealed", "Nobody");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bash", "zsh", "fish"})
    @DisplayName("the values of an enum are completed as people type them")
    void enumValuesAreInLowerCase(String kind) {
        assertThat(generate(kind)).contains("new full").doesNotContain("FULL");
    }

    @Test
    @DisplayName("roff takes nothing of a help text for an instruction")
    void nothingOfAHelpTextIsAnInstruction() {
        assertThat(generate("man"))
                .contains("Its \\ephase, 100% sure.\nSee \\(aqtides\\(aq.\n")
                .contains("Are tides 50% high?")
                .contains("# at night\nwsctl tides \\-\\-moon full\n")
                .contains(".Dd November 21, 2026\n");
        assertThat(new Mdoc().text(".Sh x").toString()).isEqualTo("\\&.Sh x\n");
        assertThat(Mdoc.word("It")).isEqualTo("\\&It");
    }
}

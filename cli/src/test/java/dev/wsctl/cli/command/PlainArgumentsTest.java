package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.option.PlainArguments;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

@DisplayName("Arguments read without picocli")
class PlainArgumentsTest {
    private static final String COMMAND = "health";
    /** Started by hand, and long: their start-up doesn't matter. */
    private static final Set<String> LEFT_TO_PICOCLI =
            Set.of("--askpass", "-w", "--watch", "--count", "-h", "--help", "-V", "--version");

    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    private final Context context =
            new Context(new Terminal(nowhere, nowhere, false, Terminal.DEFAULT_COLUMNS), Map.of());

    @Test
    @DisplayName("mean what picocli takes them for, each option under each of its names, and all of them together")
    void agreesWithPicocli() {
        Set<String> left = new TreeSet<>();
        List<String> all = new ArrayList<>();
        for (OptionSpec option : spec().options()) {
            for (String name : option.names()) {
                List<String> words = new ArrayList<>(List.of(name));
                boolean valued = option.arity().max() > 0;
                if (valued) {
                    words.add(value(option));
                }
                if (!agree(words)) {
                    left.add(name);
                } else if (valued && name.startsWith("--")) {
                    assertThat(agree(List.of(name + "=" + value(option))))
                            .as(name)
                            .isTrue();
                }
                if (name.equals(option.longestName()) && !LEFT_TO_PICOCLI.contains(name)) {
                    all.addAll(words);
                }
            }
        }
        assertThat(left).isEqualTo(new TreeSet<>(LEFT_TO_PICOCLI));
        assertThat(agree(all)).isTrue();
        assertThat(agree(List.of())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--no-such",
                "positional",
                "--redis",
                "--redis=",
                "--redis -q",
                "--redis @file",
                "--redis a --redis b",
                "-q -q",
                "--quiet=true",
                "-ojson",
                "-qv",
                "-o jsn",
                "--timeout soon",
                "--max-keys many",
                "--",
                "@file"
            })
    @DisplayName("leave to picocli what may be wrong or mean more:")
    void leavesTheRest(String words) {
        assertThat(bind(new HealthCommand(context), Arrays.asList(words.split(" "))))
                .isFalse();
    }

    /** @return false when they are left to picocli; fails when they are taken for something else */
    private boolean agree(List<String> words) {
        context.active().name("");
        HealthCommand plain = new HealthCommand(context);
        if (!bind(plain, words)) {
            return false;
        }
        String named = context.active().named();
        List<String> line = new ArrayList<>(List.of(COMMAND));
        line.addAll(words);
        context.active().name("");
        CommandLine root = CommandModel.of(CommandTable.find(COMMAND), context);
        CommandSpec parsed =
                root.parseArgs(line.toArray(String[]::new)).subcommand().commandSpec();
        assertThat(plain)
                .as(line.toString())
                .usingRecursiveComparison()
                .ignoringFields("context", "redis.settings")
                .isEqualTo(parsed.userObject());
        assertThat(context.active().named()).isEqualTo(named);
        return true;
    }

    private boolean bind(HealthCommand command, List<String> words) {
        return PlainArguments.bind(command.plainOptions(), words, context.active()::name);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(CommandModel.of(CommandTable.find(COMMAND), context)
                        .getSubcommands()
                        .get(COMMAND))
                .getCommandSpec();
    }

    private static String value(OptionSpec option) {
        Class<?> type = option.type();
        return type == Duration.class ? "3s" : type == Format.class ? "Json" : type == long.class ? "7" : "word";
    }
}

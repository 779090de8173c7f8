package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wsctl.cli.command.CommandModel;
import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.command.Context;
import dev.wsctl.cli.render.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pipelines of docs/deploy/ci: valid YAML of the kind they say, whose calls of wsctl are parsed by the commands. */
class PipelineFilesTest {
    private static final Path FOLDER = Path.of("../docs/deploy/ci");
    private static final Pattern CALL = Pattern.compile("(?:\"\\$WSCTL\"|\\./wsctl) ([a-z][^\\n|>]*)");
    private static final Map<String, String> VARIABLES =
            Map.of("\"$PATIENCE\"", "60s", "\"$EXPECT\"", "2", "$INSTANCES", "ws://chat-1:8000/ws ws://chat-2:8000/ws");

    @Test
    @DisplayName(
            "E13 the GitHub action is a composite one, hands secrets through the environment, and calls wsctl rightly")
    void gitHub() throws IOException {
        JsonNode action =
                new YAMLMapper().readTree(FOLDER.resolve("github-action.yml").toFile());
        assertThat(action.path("runs").path("using").asText()).isEqualTo("composite");
        List<String> calls = new ArrayList<>();
        for (JsonNode step : action.path("runs").path("steps")) {
            String script = step.path("run").asText();
            // What ${{ }} holds would be run as part of the script.
            assertThat(script).doesNotContain("${{");
            assertThat(script.isEmpty()).isEqualTo(step.path("shell").isMissingNode());
            calls.addAll(calls(script));
        }
        parsed(calls, "smoke", "capture", "doctor");
    }

    @Test
    @DisplayName("E13 the GitLab job keeps what JUnit format reports, and calls wsctl rightly")
    void gitLab() throws IOException {
        JsonNode job = new YAMLMapper()
                .readTree(FOLDER.resolve("gitlab-ci.yml").toFile())
                .path("wsctl-smoke");
        List<String> calls = new ArrayList<>();
        job.path("script").forEach(line -> calls.addAll(calls(line.asText())));
        job.path("after_script").forEach(line -> calls.addAll(calls(line.asText())));
        parsed(calls, "smoke", "capture");
        assertThat(job.path("script").path(0).asText())
                .endsWith("> "
                        + job.path("artifacts").path("reports").path("junit").asText());
    }

    private static List<String> calls(String script) {
        List<String> calls = new ArrayList<>();
        Matcher call = CALL.matcher(script);
        while (call.find()) {
            calls.add(call.group(1).strip());
        }
        return calls;
    }

    private static void parsed(List<String> calls, String... commands) {
        List<String> names = new ArrayList<>();
        for (String call : calls) {
            String line = call;
            for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
                line = line.replace(variable.getKey(), variable.getValue());
            }
            assertThat(line).doesNotContain("$");
            String[] words = line.split("\\s+");
            names.add(words[0]);
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            Context context = new Context(new Terminal(nowhere, nowhere, false, Terminal.DEFAULT_COLUMNS), Map.of());
            assertThatCode(() -> CommandModel.of(CommandTable.find(words[0]), context)
                            .parseArgs(words))
                    .as(call)
                    .doesNotThrowAnyException();
        }
        assertThat(names).containsExactly(commands);
    }
}

package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A load plan in a file")
class LoadtestPlanTest {
    private static final Path SHIPPED = Path.of("..", "docs", "plans");

    /** More than any machine allows: what fails with this alone was read and understood. */
    private static final String TOO_MANY = "900000";

    @TempDir
    Path temp;

    private Run load(String yaml, String... more) throws IOException {
        Path plan = temp.resolve("plan.yaml");
        Files.writeString(plan, yaml.replace("|", "\n"));
        return Run.wsctl(Stream.concat(Stream.of("loadtest", plan.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0} is refused at {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "rate: fast; :1:7: ; rate",
                "rate: 10|conections: 5; :2:1: unknown name 'conections'; connections",
                "rate: 10|rate: 20; :2:1: 'rate' stands twice; leave one",
                "threshold: ['p99<25ms', 'p98<3ms']; :1:25: ; unknown metric",
                "stages:|  - kind: hold; :2:5: a stage lacks its length; for: 30s",
                "stages:|  - for: soon; :2:10: 'soon' is not a duration; for: 30s",
                "stages:|  - for: 5s|    rte: 5; :3:5: unknown field 'rte'; rate",
                "stages:|  - for: 5s|    rate: 5..; :3:11: '5..' is not a rate; 100..500",
                "stages:|  - for: 5s|    kind: hodl; :3:11: unknown kind of stage 'hodl'; hold",
                "stages:|  - for: 5s|    reconnect: {clients: 0%}; :2:5: a share of the clients; clients: 5%",
                "stages:|  - for: 5s|    reconnect: {client: 5%}; :3:17: unknown field 'client'; clients",
                "stages:|  - for: 5s|    command: a|    reconnect:; :2:5: a stage disturbs one thing; two stages",
                "stages:|  - for: 5s|    signal: {send: KILL}; :3:13: process is missing; process: 4711",
                "stages:|  - for: 5s|    signal: {process: 1, send: FOO}; :2:5: unknown signal 'FOO'; TERM",
                "duration: 5s|stages:|  - for: 5s; :1:1: the plan has stages; leave duration out",
                "configurations: {a: {targets: [ws://h]}}; :1:1: there is nothing to compare; before: and after:",
                "configurations: {a: {targets: [ws://h]}, b: {}}; :1:42: configuration b names no targets; targets:",
                "configurations: {a: {target: x}, b: {}}; :1:22: unknown field 'target'; targets",
                "allow-faults: true; :1:1: 'allow-faults' is not for a plan; command line",
                "rate: ${NOT_SET_ANYWHERE}; :1:7: the environment variable NOT_SET_ANYWHERE is not set; export",
                "rate: 10|  size: 3; :2:7: ; indentation",
                "size: 500-100; :1:7: ; a range of message sizes ends below",
                "rate: 10|skew: steep; :2:7: ; 'steep' is no skew of rooms",
                "senders: few; :1:10: ; 'few' is no percentage",
                "data-per: room; :1:11: ; CONNECTION, MESSAGE",
                "[1, 2]; :1:1: the plan must hold names and values; NAME: VALUE",
            })
    void tellsWhereAMistakeIs(String yaml, String where, String hint) throws IOException {
        Run load = load(yaml, "ws://127.0.0.1:1/ws");

        assertThat(load.code()).as(load.err()).isEqualTo(78);
        assertThat(load.err()).contains("plan.yaml" + where.strip()).contains(hint.strip());
        assertThat(load.err().lines()).as("what failed, and what to try").hasSize(2);
    }

    @Test
    @DisplayName("says what flags say; a flag beside it wins")
    void aFlagWins() throws IOException {
        String plan = "targets: [ws://127.0.0.1:1/ws]|connections: " + TOO_MANY + "|rooms: 3|headers: ['Origin: x']";

        assertThat(load(plan).err()).contains("900000 connections need more open files");
        assertThat(load(plan, "--connections", "2").err()).contains("rooms (3) must not exceed connections (2)");
        assertThat(load(plan, "--header", "y").err()).contains("a --header has no colon");
    }

    @Test
    @DisplayName("N4 with a file of data tells the line of a bad row")
    void tellsTheLineOfABadRow() throws IOException {
        Path data = Files.writeString(temp.resolve("users.csv"), "name,token\nada,1\nbob\n");

        Run load = load("rooms: 1|data: " + data + "|payload: '{data.name} {marker}'", "ws://127.0.0.1:1/ws");

        assertThat(load.code()).isEqualTo(78);
        assertThat(load.err()).contains("users.csv:3: 1 value where the header has 2 columns: name,token");
    }

    @Test
    @DisplayName("describes dialects, too")
    void describesDialects() throws IOException {
        String plan = "dialect: mine|connections: " + TOO_MANY + "|dialects:|  mine:|    send: 'say {text}'";

        assertThat(load(plan, "ws://127.0.0.1:1/ws").err()).contains("900000 connections need more open files");
    }

    @Test
    @DisplayName("N5 that acts on servers or Redis needs the consent of who runs it")
    void actsOnServersOnlyWithConsent() throws IOException {
        String plan = "connections: " + TOO_MANY + "|stages:|  - {for: 5s, redis_pause: {url: 'redis://:secret@h:1'}}";

        Run refused = load(plan, "ws://127.0.0.1:1/ws");
        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err())
                .contains("acts on servers or Redis", "--allow-faults")
                .doesNotContain("secret");
        assertThat(load(plan, "ws://127.0.0.1:1/ws", "--allow-faults").err()).contains("more open files");
    }

    @Test
    @DisplayName("that is not there is said to be so")
    void isSaidToBeMissing() {
        Run load = Run.wsctl("loadtest", "no-such-plan.yaml", "ws://127.0.0.1:1/ws");

        assertThat(load.code()).isEqualTo(78);
        assertThat(load.err()).contains("no-such-plan.yaml: there is no such file");
    }

    static List<Path> shippedPlans() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            List<Path> plans = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(plans).isNotEmpty();
            return plans;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shippedPlans")
    @DisplayName("C13 N5 that is shipped is understood, and has its runbook")
    void shippedIsUnderstood(Path plan) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("loadtest", plan.toString(), "--connections", TOO_MANY, "--allow-faults"));
        if (!Files.readString(plan).contains("configurations:")) {
            words.add("ws://127.0.0.1:1/ws");
        }

        Run load = Run.wsctl(words.toArray(String[]::new));

        assertThat(load.err()).contains("900000 connections need more open files");
        String name = plan.getFileName().toString().replace(".yaml", "");
        assertThat(Path.of("..", "docs", "runbooks", "load-" + name + ".md"))
                .content()
                .contains("docs/plans/" + name + ".yaml");
    }
}

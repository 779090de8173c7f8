package dev.wsctl.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing listens at the addresses in here: which one a command goes for is read from its error. */
class ActiveContextTest {
    @TempDir
    Path home;

    private Path project;
    private Path userFile;

    @BeforeEach
    void directories() throws IOException {
        project = Files.createDirectories(home.resolve("work/shop/src/deep"));
        userFile = home.resolve(".config/wsctl/config.yaml");
        Files.createDirectories(userFile.resolveSibling(""));
    }

    private void projectFile(String text) throws IOException {
        Files.writeString(home.resolve("work/shop/.wsctl.yaml"), text);
    }

    private Run health(Map<String, String> environment, String... args) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", home.toString());
        return Run.in(project, all, args);
    }

    /** Which of the addresses unix:///…/NAME is asked. */
    private String asked(Map<String, String> environment, String... args) {
        Run run = health(environment, args);
        assertThat(run.code()).as(run.all()).isEqualTo(2);
        return run.all().replaceAll("(?s).*/nowhere/([a-z]+).*", "$1");
    }

    @Test
    @DisplayName("option, then environment, then project, then user, then nothing")
    void precedence() throws IOException {
        Files.writeString(
                userFile,
                "current: u\ncontexts: { u: { redis: 'unix:///nowhere/user' }, v: { redis: 'unix:///nowhere/other' } }");
        assertThat(asked(Map.of(), "health")).isEqualTo("user");
        projectFile("contexts: { p: { redis: 'unix:///nowhere/project' } }");
        assertThat(asked(Map.of(), "health")).isEqualTo("project");
        assertThat(asked(Map.of("WSCTL_CONTEXT", "v"), "health")).isEqualTo("other");
        assertThat(asked(Map.of("WSCTL_CONTEXT", "v", "REDIS_URL", "unix:///nowhere/environment"), "health"))
                .isEqualTo("environment");
        Map<String, String> environment = Map.of("REDIS_URL", "unix:///nowhere/environment");
        assertThat(asked(environment, "health", "--context", "p")).isEqualTo("project");
        assertThat(asked(environment, "--context", "v", "health")).isEqualTo("other");
        assertThat(asked(environment, "--context=v", "sessions", "list")).isEqualTo("other");
        assertThat(asked(environment, "health", "--context", "p", "--redis", "unix:///nowhere/option"))
                .isEqualTo("option");
        assertThat(asked(environment, "health", "--context", "none")).isEqualTo("environment");
    }

    @Test
    @DisplayName("an unknown context is answered with the one that was probably meant")
    void anUnknownContextGetsASuggestion() throws IOException {
        projectFile("contexts: { staging: { redis: 'unix:///nowhere/x' } }");
        Run option = health(Map.of(), "health", "--context", "stagin");
        assertThat(option.code()).isEqualTo(64);
        assertThat(option.err()).contains("stagin").contains("try: staging");
        Run variable = health(Map.of("WSCTL_CONTEXT", "stagin"), "health");
        assertThat(variable.code()).isEqualTo(78);
        assertThat(variable.err()).contains("WSCTL_CONTEXT");
    }

    @Test
    @DisplayName(
            "a mistake in a file ends the command with its place, exit 78; help, version and usage errors don't care")
    void aMistakeEndsTheCommand() throws IOException {
        projectFile("contexts:\n  a: { redsi: 'redis://h' }\n");
        Run run = health(Map.of(), "health");
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains("shop/.wsctl.yaml:2:8: unknown field 'redsi'")
                .contains("try: redis");
        assertThat(health(Map.of(), "health", "--help").code()).isZero();
        assertThat(health(Map.of(), "--version").code()).isZero();
        assertThat(health(Map.of(), "health", "--no-such").code()).isEqualTo(64);
    }

    @Test
    @DisplayName("a secret is fetched from where the context says; a place that has none is named")
    void secretsAreFetched() throws IOException {
        Files.writeString(userFile, """
                contexts:
                  variable: { redis: { url: 'unix:///nowhere/a', password: { env: NOT_SET } } }
                  file: { redis: { url: 'unix:///nowhere/a', password: { file: missing } } }
                  failing: { redis: { url: 'unix:///nowhere/a', password: { command: 'echo s3cret; exit 3' } } }
                  silent: { redis: { url: 'unix:///nowhere/a', password: { command: 'true' } } }
                  good: { redis: { url: 'unix:///nowhere/good', password: { command: 'echo s3cret' } } }
                """);
        assertThat(failure("variable"))
                .contains("redis.password of context variable")
                .contains("NOT_SET is not set");
        assertThat(failure("file")).contains("missing can't be read");
        assertThat(failure("failing")).contains("exit code 3");
        assertThat(failure("silent")).contains("printed nothing");
        assertThat(asked(Map.of(), "health", "--context", "good")).isEqualTo("good");
    }

    private String failure(String context) {
        Run run = health(Map.of(), "health", "--context", context);
        assertThat(run.code()).as(run.all()).isEqualTo(78);
        assertThat(run.err().replace("echo s3cret", "")).doesNotContain("s3cret");
        return run.err();
    }

    @Test
    @DisplayName(
            "a context's instances are what verify and loadtest go for; without any, the message says how to name them")
    void instancesAreTargets() throws IOException {
        Run none = health(Map.of(), "verify");
        assertThat(none.code()).isEqualTo(64);
        assertThat(none.err())
                .contains("no URL is given, and no context is active")
                .contains("ws://");
        projectFile("contexts: { a: { instances: ['ws://h/ws', 'ws://h/ws'] } }");
        assertThat(health(Map.of(), "verify").err()).contains("a target is named twice");
    }

    @Test
    @DisplayName(
            "thresholds and suppressions of a context are doctor's; an unknown code is told with its place, exit 78")
    void doctorTakesThem() throws IOException {
        projectFile("contexts: { a: { redis: 'unix:///nowhere/x', thresholds: { RED99.warning: 1 } } }");
        Run threshold = health(Map.of(), "doctor");
        assertThat(threshold.code()).isEqualTo(78);
        assertThat(threshold.err()).contains("RED99", ".wsctl.yaml:1:");
        projectFile("contexts: { a: { redis: 'unix:///nowhere/x', suppressions: [{ code: NO99, reason: none }] } }");
        assertThat(health(Map.of(), "doctor").err()).contains("NO99", "suppressions of context a");
        projectFile("contexts: { a: { redis: 'unix:///nowhere/x', thresholds: { SLO01.warning: 70% }, "
                + "suppressions: [{ code: DEL06, reason: a cache }] } }");
        assertThat(health(Map.of(), "doctor").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("thresholds of the context are limits; one that is no duration is told with its place, exit 78")
    void thresholdsAreLimits() throws IOException {
        projectFile("contexts: { a: { redis: 'unix:///nowhere/x', thresholds: { latency.warn: soon } } }");
        Run run = health(Map.of(), "health");
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains("latency.warn")
                .contains(".wsctl.yaml:1:")
                .contains("soon");
    }
}

package dev.wsctl.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.SecretReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextFileTest {
    private static final Path FILE = Path.of("/srv/shop/.wsctl.yaml");

    private static ContextFile parse(String text) {
        return ContextFile.parse(text, FILE, ContextFile.Kind.PROJECT);
    }

    private static ContextSettings context(ContextFile file, String name) {
        return Objects.requireNonNull(file.contexts().get(name));
    }

    @Test
    @DisplayName("a context is read as it is written, and every value knows its place")
    void aContextIsRead() {
        ContextFile file = parse("""
                current: staging
                contexts:
                  staging: # what the testers use
                    redis:
                      url: rediss://redis.staging:6380/1
                      user: wsctl
                      password: { env: STAGING_PASSWORD }
                      tls-ca: ca.pem
                    instances: [ 'ws://10.0.0.7:8001/ws', 'wss://chat.example/ws' ]
                    expect-instances: 2
                    prefix: shop
                    dialect: mine
                    metrics-key: { file: keys/metrics }
                    thresholds:
                      latency: { warn: 20ms, crit: 100ms }
                      RED04.share: 0.9
                    suppressions:
                      - code: CFG07
                        reason: behind a firewall
                        until: 2027-03-31
                dialects:
                  mine: { send: '{"text":"{text}"}' }
                """);
        assertThat(file.mistakes()).isEmpty();
        assertThat(file.current()).isEqualTo("staging");
        ContextSettings staging = context(file, "staging");
        assertThat(staging.redis())
                .isEqualTo(new ContextSettings.Redis(
                        "rediss://redis.staging:6380/1",
                        "wsctl",
                        new SecretReference.Variable("STAGING_PASSWORD"),
                        Path.of("/srv/shop/ca.pem")));
        assertThat(staging.instances())
                .containsExactly(URI.create("ws://10.0.0.7:8001/ws"), URI.create("wss://chat.example/ws"));
        assertThat(staging.expectedInstances()).isEqualTo(2);
        assertThat(staging.prefix()).isEqualTo("shop");
        assertThat(staging.dialectFiles()).containsExactly(FILE);
        assertThat(staging.metricsKey()).isEqualTo(new SecretReference.InFile(Path.of("/srv/shop/keys/metrics")));
        assertThat(staging.thresholds())
                .containsEntry("latency.warn", "20ms")
                .containsEntry("latency.crit", "100ms")
                .containsEntry("RED04.share", "0.9");
        assertThat(staging.suppressions()).singleElement().satisfies(suppression -> {
            assertThat(suppression.covers("CFG07", "anything")).isTrue();
            assertThat(suppression.covers("CFG08", "anything")).isFalse();
            assertThat(suppression.holds(LocalDate.of(2027, 3, 31))).isTrue();
            assertThat(suppression.holds(LocalDate.of(2027, 4, 1))).isFalse();
        });
        assertThat(staging.describe("redis.url"))
                .isEqualTo("redis.url of context staging (/srv/shop/.wsctl.yaml:5:12)");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "  a: {redsi: x}               | 2:7  | redis                 | a mistyped field",
                "  a: {redis: {uri: x}}        | 2:15 | url                   | a field that is called otherwise",
                "  a: {expect-instances: two}  | 2:25 | expect-instances: 3   | a number that is none",
                "  a: {instances: 'ws://h/ws'} | 2:18 | dash                  | one value instead of a list",
                "  a: {instances: ['h:80']}    | 2:19 | ws://                 | an instance that is no URL",
                "  a: {redis: localhost}       | 2:14 | redis://localhost     | a URL without scheme",
                "  a: {prefix: }               | 2:14 | text behind the colon | a value that is missing",
                "  a: {prefix: x, prefix: y}   | 2:18 | leave one             | a field twice",
                "  a b: {}                     | 2:3  | letters               | a name with a blank",
                "  a: {thresholds: {x: 5}}     | 2:20 | latency.warn          | a threshold without a code",
                "  a: {suppressions: [{code: X}]} | 2:22 | reason             | a suppression without a reason",
            })
    @DisplayName("a mistake is told with its line, its column and what to write")
    void aMistakeHasAPlaceAndAHint(String line, String place, String hint, String name) {
        assertThat(parse("contexts:\n  " + line + "\n").mistakes())
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.place()).hasToString(FILE + ":" + place);
                    assertThat(mistake.hint()).contains(hint);
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "redis: {url: 'redis://h', password: s3cret}",
                "redis: {url: 'redis://me:s3cret@h'}",
                "redis: redis://s3cret@h/0",
                "metrics-key: s3cret",
                "redis: {url: 'redis://h', password: {env: 's3cret word'}}",
                "instances: ['ws://me:s3cret@h/ws']",
            })
    @DisplayName("a secret itself is refused, not repeated, and the way to refer to one is told")
    void aLiteralSecretIsRefused(String field) {
        assertThat(parse("contexts:\n  a:\n    " + field + "\n").mistakes())
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.place().line()).isEqualTo(3);
                    assertThat(mistake.what() + mistake.hint()).doesNotContain("s3cret");
                    assertThat(mistake.hint()).containsAnyOf("env: ", "before the @");
                });
    }

    @Test
    @DisplayName("a project's file runs no command and reads no secret outside of the project; the user's own may")
    void aProjectsFileIsNotTrusted() {
        for (String place : List.of("command: 'pass show redis'", "file: /etc/shadow", "file: ../other/key")) {
            String text = "contexts: { a: { redis: { url: 'redis://h', password: { " + place + " } } } }";
            assertThat(parse(text).mistakes()).as(place).hasSize(1);
            assertThat(ContextFile.parse(text, FILE, ContextFile.Kind.USER).mistakes())
                    .as(place)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("all mistakes of a file are found at once")
    void allMistakesAreFound() {
        assertThat(parse("""
                curent: a
                contexts:
                  a: { prefx: x }
                  b: { expect-instances: many, dialct: chat }
                """).mistakes()).hasSize(4);
    }

    @Test
    @DisplayName("what is no YAML is told with line and column")
    void brokenYamlHasAPlace() {
        assertThatThrownBy(() -> parse("contexts:\n  a: {redis: x\n"))
                .isInstanceOf(WsctlException.class)
                .hasMessageContaining(FILE + ":3:1: ");
    }

    @Test
    @DisplayName("an empty file is an empty file")
    void anEmptyFileHasNoContexts() {
        assertThat(parse("").contexts()).isEmpty();
        assertThat(parse("# nothing yet\ncontexts:\n").mistakes()).isEmpty();
    }

    @Test
    @DisplayName("two files about one context are taken value by value, but a Redis with its password as one")
    void redisIsOneValue() {
        ContextSettings project =
                context(parse("contexts: { a: { redis: 'redis://project', thresholds: { A.x: 1 } } }"), "a");
        ContextSettings user = context(parse("""
                contexts: { a: { redis: { url: 'redis://user', password: { env: P } }, prefix: p,
                  thresholds: { A.x: 2, A.y: 3 } } }
                """), "a");
        ContextSettings both = project.over(user);
        assertThat(both.redis()).isEqualTo(new ContextSettings.Redis("redis://project", null, null, null));
        assertThat(both.origins()).doesNotContainKey("redis.password");
        assertThat(both.prefix()).isEqualTo("p");
        assertThat(both.thresholds()).containsEntry("A.x", "1").containsEntry("A.y", "3");
    }
}

package dev.wsctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.exit.Redaction;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @Test
    @DisplayName("an unknown command is answered with the one that was probably meant, exit 64")
    void anUnknownCommandGetsASuggestion() {
        Run run = Run.wsctl("helth");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).isEqualTo("wsctl: unknown command 'helth'\n  try: wsctl health\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("an unknown option is answered with a suggestion, exit 64")
    void anUnknownOptionGetsASuggestion() {
        Run run = Run.wsctl("health", "--tiemout", "5s");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("--tiemout").contains("--timeout");
        assertThat(run.err().lines()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"-5s, longer than nothing", "0, longer than nothing", "soon, not a duration", "5x, not a duration"})
    @DisplayName("a duration that makes no sense is refused, exit 64")
    void aBadDurationIsRefused(String value, String reason) {
        Run run = Run.wsctl("health", "--timeout=" + value);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("--timeout").contains(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "localhost:6379, no scheme",
        "http://localhost, for web servers",
        "redsi://localhost, unknown scheme redsi",
        "redis://:s3cret@localhost:port/0, a port",
        "redis://:s3cret@localhost:99999, a port",
        "redis://:s3cret@/0, no host",
        "redis://:s3cret@localhost/zero, a database",
        "redis://:s3cret%zz@localhost, % in its password",
        "redis://me:s3cret/x@localhost:6380x, a port",
        "redis-sentinel://:s3cret@localhost, name the master",
        "unix://relative.sock, no absolute path",
    })
    @DisplayName("a malformed URL: the message names the part that is wrong and never the password, exit 64")
    void aMalformedUrlNamesThePartAndNoSecret(String url, String part) {
        Run run = Run.wsctl("health", "--redis", url);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("--redis").contains(part).doesNotContain("s3cret");
    }

    @Test
    @DisplayName("a URL in the wrong place is refused without repeating its password")
    void aMisplacedUrlIsNotEchoedWithItsPassword() {
        Run run = Run.wsctl("health", "redis://me:s3cret@localhost");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).doesNotContain("s3cret").contains("redis://***@localhost");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"redis://me:s3 cret@localhost", "redis://me:12 s3cret@localhost", "redis://:s3\tcret @localhost"
            })
    @DisplayName("a password with a blank in it is not repeated either")
    void aPasswordWithABlankIsNotEchoed(String url) {
        for (Run run : List.of(Run.wsctl("health", url), Run.wsctl("verify", url), Run.wsctl("health", "-o", url))) {
            assertThat(run.code()).isEqualTo(64);
            assertThat(run.err()).doesNotContain("s3", "cret");
        }
        String[] torn = url.split(" ", 2);
        assertThat(Run.wsctl("health", torn[0], torn[1]).err()).doesNotContain("s3", "cret@");
    }

    @Test
    @DisplayName("an address that holds no secret stays readable")
    void anAddressStaysReadable() {
        String hint = "redis://host:6379; @ / : in a password need %40 %2F %3A";
        assertThat(Redaction.of(hint)).isEqualTo(hint);
    }

    @Test
    @DisplayName("help lists every command and fits 80 columns")
    void helpListsEveryCommand() {
        Run run = Run.wsctl("--help");
        assertThat(run.code()).isZero();
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            assertThat(run.out()).contains("  " + entry.name() + " ").contains(entry.summary());
        }
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    @DisplayName("every command explains itself: summary, examples, exit codes, within 80 columns")
    void everyCommandExplainsItself() {
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            Run run = Run.wsctl(entry.name(), "--help");
            assertThat(run.code()).as(entry.name()).isZero();
            assertThat(run.out())
                    .as(entry.name())
                    .contains("Usage: wsctl " + entry.name())
                    .contains("Exit codes:");
            assertThat(run.out().replaceAll("\\s+", " ")).as(entry.name()).contains(entry.summary());
            assertThat(run.out().lines())
                    .as(entry.name())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
            assertThat(Run.wsctl("help", entry.name()).out()).isEqualTo(run.out());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--version", "-V", "version"})
    @DisplayName("the version is one line")
    void theVersionIsOneLine(String option) {
        assertThat(Run.wsctl(option).out()).startsWith("wsctl ").hasLineCount(1);
    }

    @Test
    @DisplayName("a format the command does not have is refused before anything happens")
    void aFormatTheCommandLacksIsRefused() {
        Run run = Run.wsctl("health", "-o", "tap");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("tap").contains("nagios");
    }
}

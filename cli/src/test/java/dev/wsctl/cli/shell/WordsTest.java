package dev.wsctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.exit.WsctlException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line of the shell")
class WordsTest {
    @Test
    @DisplayName("is split at blanks, but for what is quoted or behind a backslash")
    void splits() {
        assertThat(Words.of("  channels 'chat:*'  --sort name "))
                .containsExactly("channels", "chat:*", "--sort", "name");
        assertThat(Words.of("a \"b \\\" c\" d\\ e ''")).containsExactly("a", "b \" c", "d e", "");
        assertThat(Words.of("--x='1 2' 'a\\b'")).containsExactly("--x=1 2", "a\\b");
        assertThat(Words.of("connect ws://h/ws?room=a&name=b")).containsExactly("connect", "ws://h/ws?room=a&name=b");
    }

    @Test
    @DisplayName("may be empty or a comment")
    void comments() {
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of("health # is it?")).containsExactly("health");
        assertThat(Words.of("explain a#b")).containsExactly("explain", "a#b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"channels | head", "health >file", "health ; channels", "health && channels", "explain 'SLO01"})
    @DisplayName("is refused where another shell would do more with it")
    void refuses(String line) {
        assertThatThrownBy(() -> Words.of(line)).isInstanceOf(WsctlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health -r redis://me:s3cret@host:6379/0",
                "connect ws://h/ws?room=a&token=s3cret",
                "connect ws://h/ws -H 'Authorization: Bearer s3cret'",
                "verify ws://h/ws --header=Cookie:s3cret",
                "replay lobby --key s3cret",
                "connect ws://h/ws --api-token='s3cret'"
            })
    @DisplayName("is not kept with a password in a URL, a token, a key or a header")
    void keepsNoSecrets(String line) {
        assertThat(Discretion.mayBeKept(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health --password-file /etc/pw -r redis://host:1",
                "channels 'chat:*' --sort name",
                "sessions --pattern 'session:*'",
                "verify ws://a/ws?room=x ws://b/ws"
            })
    @DisplayName("is kept otherwise")
    void keepsTheRest(String line) {
        assertThat(Discretion.mayBeKept(line)).isTrue();
    }

    @Test
    @DisplayName("runs by the script that started this program; without one, by this Java")
    void knowsItself() {
        assertThat(Runner.command("/opt/wsctl")).containsExactly("/opt/wsctl");
        assertThat(Runner.command("")).endsWith("dev.wsctl.cli.Main");
    }
}

package dev.wsctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line of the shell")
class WordsTest {
    @Test
    @DisplayName("is split at blanks, but for what is quoted or behind a backslash")
    void splits() {
        assertThat(Words.of("  channels 'chat:*'  --sort name ")).containsExactly("channels", "chat:*", "--sort", "name");
        assertThat(Words.of("a \"b \\\" c\" d\\ e ''")).containsExactly("a", "b \" c", "d e", "");
        assertThat(Words.of("--x='1 2'")).containsExactly("--x=1 2");
    }

    @Test
    @DisplayName("may be empty or a comment")
    void comments() {
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of("health # is it?")).containsExactly("health");
        assertThat(Words.of("explain a#b")).containsExactly("explain", "a#b");
    }

    @Test
    @DisplayName("is remembered without passwords in URLs, tokens in parameters, and values of headers")
    void remembersNoSecrets() {
        for (String secret : List.of(
                "health -r redis://me:s3cret@host:6379/0",
                "connect ws://h/ws?room=a&token=s3cret",
                "connect ws://h/ws -H 'Authorization: Bearer s3cret'",
                "verify ws://h/ws --header=Cookie:s3cret",
                "replay lobby --key s3cret")) {
            assertThat(Discretion.of(secret)).doesNotContain("s3cret").contains("***");
        }
        assertThat(Discretion.of("health --password-file /etc/pw -r redis://host:1"))
                .isEqualTo("health --password-file /etc/pw -r redis://host:1");
        assertThat(Discretion.of("channels 'chat:*' --sort name")).isEqualTo("channels 'chat:*' --sort name");
    }

    @Test
    @DisplayName("runs as this program was started; where that can't be told, plainly")
    void knowsItself() {
        assertThat(Runner.command("/j/java", List.of("-Xshare:auto", "-jar", "/opt/wsctl.jar", "shell", "-x")))
                .containsExactly("/j/java", "-Xshare:auto", "-jar", "/opt/wsctl.jar");
        assertThat(Runner.command("/j/java", List.of("-cp", "a:b", "dev.wsctl.cli.Main", "shell")))
                .containsExactly("/j/java", "-cp", "a:b", "dev.wsctl.cli.Main");
        assertThat(Runner.command("/j/java", List.of("-jar", "surefire.jar"))).endsWith("dev.wsctl.cli.Main");
    }
}

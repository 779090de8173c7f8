package dev.wsctl.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.exit.WsctlException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextEditorTest {
    private static final String TYPED = """
            # ours
            current: b # for now

            contexts:
                a: # the first
                    redis: redis://a

                    # who else?
                    instances:
                        - ws://h/ws # one

                # the second
                b: { prefix: "ü 👋" }   # in braces
            # dialects of our own
            dialects:
                mine: { send: '{text}' }
            """;
    private static final List<String> DESCRIPTION = List.of("redis:", "  url: redis://c", "prefix: 'it''s'");

    private static ContextEditor editor(String text) {
        return new ContextEditor(text, Path.of("/x/config.yaml"), ContextFile.Kind.USER);
    }

    @Test
    @DisplayName("a context is added behind the others, as deep as they are; every other character stays")
    void addsOne() {
        String added = "    c:\n      redis:\n        url: redis://c\n      prefix: 'it''s'\n";
        assertThat(editor(TYPED).add("c", DESCRIPTION)).isEqualTo(TYPED.replace("in braces\n", "in braces\n" + added));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "# nothing yet\n", "contexts:\n", "contexts: # none yet\n# end\n", "current: c\n"})
    @DisplayName("the first context finds its place")
    void addsTheFirst(String text) {
        String edited = editor(text).add("c", DESCRIPTION);
        assertThat(edited.lines().toList()).containsAll(text.lines().toList());
        assertThat(ContextFile.parse(edited, Path.of("x"), ContextFile.Kind.USER)
                        .contexts())
                .containsOnlyKeys("c");
    }

    @Test
    @DisplayName("a context goes with its lines and no others; one that was current is current no more")
    void removesOne() {
        assertThat(editor(TYPED).remove("a")).isEqualTo("""
                # ours
                current: b # for now

                contexts:

                    # the second
                    b: { prefix: "ü 👋" }   # in braces
                # dialects of our own
                dialects:
                    mine: { send: '{text}' }
                """);
        assertThat(editor(TYPED).remove("b"))
                .doesNotContain("current", "in braces")
                .contains("# the second", "# who else?");
    }

    @Test
    @DisplayName("current is changed where it stands, else put first")
    void changesTheCurrentOne() {
        assertThat(editor(TYPED).use("a")).isEqualTo(TYPED.replace("current: b #", "current: a #"));
        assertThat(editor("# c\n---\ncontexts:\n  a: {}\n").use("a"))
                .isEqualTo("# c\n---\ncurrent: a\ncontexts:\n  a: {}\n");
        String quoted = "contexts: { 'a': { prefix: '👋' } }\ncurrent: 'b'\n";
        assertThat(editor(quoted).use("a")).isEqualTo(quoted.replace("'b'", "a"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{ contexts: { a: {} } }", "contexts: { a: {} }"})
    @DisplayName("a layout that cannot be changed line by line is refused")
    void refusesBraces(String text) {
        assertThatThrownBy(() -> editor(text).add("c", DESCRIPTION))
                .isInstanceOf(WsctlException.class)
                .hasMessageContaining("is not changed");
    }

    @Test
    @DisplayName("a file with a mistake is not changed")
    void refusesAFileWithAMistake() {
        assertThatThrownBy(() -> editor("contexts:\n  a: { prefx: x }\n"))
                .hasMessageContaining("unknown field 'prefx'");
    }
}

package dev.wsctl.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.top.Keys.Special;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys of top")
class KeysTest {
    private static final Board BOARD = Boards.trouble();

    private static @Nullable View typed(String keys) {
        View view = View.START;
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            View next = key == '\n'
                    ? Keys.press(Special.ENTER, view, BOARD)
                    : key == '\t' ? Keys.press(Special.TAB, view, BOARD) : Keys.press(key, view, BOARD);
            if (next == null) {
                return null;
            }
            view = next;
        }
        return view;
    }

    private static View seen(String keys) {
        View view = typed(keys);
        assertThat(view).isNotNull();
        return view == null ? View.START : view;
    }

    @Test
    @DisplayName("sort by one column after another, the other way round with r")
    void sort() {
        assertThat(seen("s").sort()).isEqualTo(View.Sort.CONNECTIONS);
        assertThat(seen("sss").instances(BOARD)).extracting(Board.Row::id).startsWith("chat-a");
        assertThat(seen("r").instances(BOARD)).extracting(Board.Row::id).startsWith("chat-c");
        assertThat(seen("ssssss").instances(BOARD)).extracting(Board.Row::state).startsWith(Board.State.GONE);
    }

    @Test
    @DisplayName("filter by name, letter by letter; q is a letter then")
    void filter() {
        assertThat(seen("/at-b").instances(BOARD)).extracting(Board.Row::id).containsExactly("chat-b");
        assertThat(seen("/q").filter()).isEqualTo("q");
        assertThat(seen("/lob\n").rooms(BOARD)).hasSize(1);
        View cleared = Keys.press(Special.ESCAPE, seen("/lob"), BOARD);
        assertThat(cleared).isNotNull().extracting(View::filter).isEqualTo("");
    }

    @Test
    @DisplayName("go down to the last row and no further, and into it")
    void drill() {
        assertThat(seen("jjjjjj").cursor()).isEqualTo(2);
        assertThat(seen("j\n").detail()).isEqualTo("chat-b");
        assertThat(seen("\t\n").detail()).isEqualTo("lobby");
        View back = Keys.press(Special.ESCAPE, seen("j\n"), BOARD);
        assertThat(back).isNotNull().extracting(View::detail).isEqualTo("");
    }

    @Test
    @DisplayName("show all findings, scroll from one to the next, and go back")
    void findings() {
        assertThat(seen("f").findings()).isTrue();
        assertThat(seen("fjjjjjjjjj").cursor()).isEqualTo(2);
        assertThat(seen("ff").findings()).isFalse();
        assertThat(seen("fj\n").findings()).isFalse();
    }

    @Test
    @DisplayName("pause, help, and quit")
    void others() {
        assertThat(seen("p").paused()).isTrue();
        assertThat(seen("pp").paused()).isFalse();
        assertThat(seen("?").help()).isTrue();
        assertThat(seen("?x").help()).isFalse();
        assertThat(typed("q")).isNull();
        assertThat(Keys.press(Special.INTERRUPT, seen("/a"), BOARD)).isNull();
    }
}

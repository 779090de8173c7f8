package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.top.Boards;
import dev.wsctl.cli.top.View;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The screen of top")
class TopScreenTest {
    private static final View INSTANCE =
            new View(View.Sort.NAME, false, "", false, false, false, false, 0, "chat-a", false);
    private static final View ROOM = new View(View.Sort.NAME, false, "", false, false, false, true, 0, "lobby", false);
    private static final View FINDINGS = new View(View.Sort.NAME, false, "", false, false, false, false, 0, "", true);
    private static final View HELP = new View(View.Sort.NAME, false, "", false, false, true, false, 0, "", false);
    private static final View IN_ROOMS = new View(View.Sort.OUT, true, "", false, true, false, true, 20, "", false);

    private static String shown(Board board, View view, int width, int height) {
        List<String> lines = new TopScreen(width, height, false, ZoneOffset.UTC).lines(board, view);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(width));
        if (height != TopScreen.ENDLESS) {
            assertThat(lines).hasSize(height);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void looks(String name, Board board, View view) {
        Golden.matches(name + ".txt", shown(board, view, 80, 24));
        Golden.matches(name + "-120.screen", shown(board, view, 120, 40));
    }

    @Test
    @DisplayName("fits 80 by 24, and uses 120 by 40")
    void fits() {
        looks("top", Boards.trouble(), View.START);
    }

    @Test
    @DisplayName("as a snapshot has no cursor and no keys, and is as long as it takes")
    void once() {
        Golden.matches("top-once.txt", shown(Boards.trouble(), View.START, 80, TopScreen.ENDLESS));
        Golden.matches("top-once-120.screen", shown(Boards.trouble(), View.START, 120, TopScreen.ENDLESS));
    }

    @Test
    @DisplayName("says that Redis does not answer, and why, and keeps what it knew")
    void withoutRedis() {
        looks("top-no-redis", Boards.withoutRedis(), View.START);
    }

    @Test
    @DisplayName("shows one instance or room alone, and what the keys do")
    void details() {
        looks("top-instance", Boards.trouble(), INSTANCE);
        looks("top-room", Boards.trouble(), ROOM);
        looks("top-findings", Boards.trouble(), FINDINGS);
        looks("top-help", Boards.trouble(), HELP);
    }

    @Test
    @DisplayName("scrolls so that the cursor is in sight; says what it is sorted by, and that it is paused")
    void scrolls() {
        assertThat(shown(Boards.trouble(), IN_ROOMS, 80, 24)).contains("›  room-20", "by out/s, r reversed", "PAUSED");
    }

    @ParameterizedTest
    @CsvSource({"20, 5", "40, 10", "80, 12", "300, 100"})
    @DisplayName("fits whatever it gets")
    void fitsAnything(int width, int height) {
        for (View view : List.of(View.START, INSTANCE, ROOM, FINDINGS, HELP, IN_ROOMS)) {
            shown(Boards.trouble(), view, width, height);
            shown(Boards.withoutRedis(), view, width, height);
        }
    }

    @Test
    @DisplayName("means nothing by colour alone: without the colours the text is the same")
    void colour() {
        String plain = shown(Boards.trouble(), View.START, 80, 24);
        String painted =
                String.join("\n", new TopScreen(80, 24, true, ZoneOffset.UTC).lines(Boards.trouble(), View.START));

        assertThat(painted).contains("\u001b[1;31mDEGRADED\u001b[0m");
        assertThat(painted.replaceAll("\u001b\\[[0-9;]*m", "") + "\n").isEqualTo(plain);
    }

    @Test
    @DisplayName("is one document for programs: wsctl/top/v1")
    void json() {
        Golden.matches("top.json", Golden.json(TopViews.all(ZoneOffset.UTC), Boards.trouble()));
    }

    @Test
    @DisplayName("draws a history with gaps for what was not known")
    void sparkline() {
        assertThat(Sparkline.of(List.of(0.0, 5.0, 10.0), 3)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(1.0, Double.NaN, 1.0), 5)).isEqualTo("  █ █");
        assertThat(Sparkline.of(List.of(0.0, 0.0), 2)).isEqualTo("▁▁");
        assertThat(Cut.to("\u001b[1mabcdef\u001b[0m", 4)).isEqualTo("\u001b[1mabc…\u001b[0m");
        assertThat(Cut.to("abcd", 4)).isEqualTo("abcd");
    }
}

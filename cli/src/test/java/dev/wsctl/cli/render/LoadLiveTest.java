package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.engine.LoadListener.Part;
import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.engine.LoadListener.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A load test under way")
class LoadLiveTest {
    private static final LoadLive LIVE = new LoadLive(80, false);
    private static final List<Part> TWO =
            List.of(new Part("ws://10.0.0.1:8001/ws", 500, 15_000), new Part("ws://10.0.0.12:8001/ws", 498, 14_900));

    private static Progress at(Phase phase, String stage, long seconds, long sent, List<Part> parts) {
        return new Progress(
                phase,
                stage,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(30),
                1_000,
                sent == 0 ? 250 : 998,
                sent == 0 ? 0 : 2,
                sent,
                sent * 30,
                sent * 30 + 4,
                sent == 0 ? Double.NaN : 410,
                sent == 0 ? Double.NaN : 4_100,
                parts);
    }

    @Test
    @DisplayName("E15 shows phase, stage, connections, rates, percentiles, and each target by itself")
    void isPinned() {
        LoadLive.Rates rates =
                new LoadLive.Rates(100, 3_001.4, List.of(1_500.7, 1_500.7), List.of(900.0, 4_100.0, 1_200.0));
        LoadLive.Rates none = new LoadLive.Rates(0, 0, List.of(0.0, 0.0), List.of());
        for (int width : new int[] {80, 120}) {
            LoadLive live = new LoadLive(width, false);
            String text = String.join(
                    "\n\n",
                    String.join("\n", live.lines(at(Phase.CONNECTING, "", 1, 0, TWO), none)),
                    String.join("\n", live.lines(at(Phase.WARMING_UP, "warm-up", 1, 100, TWO), rates)),
                    String.join("\n", live.lines(at(Phase.MEASURING, "restart-a", 15, 1_000, TWO), rates)),
                    String.join("\n", live.lines(at(Phase.DRAINING, "", 1, 3_000, TWO), rates)));
            Golden.matches(width == 80 ? "loadtest-live.txt" : "loadtest-live-120.txt", text + "\n");
        }
    }

    @Test
    @DisplayName("E15 fits the terminal, however many targets there are and however narrow it is")
    void fitsTheTerminal() {
        List<Part> many = IntStream.range(0, 30)
                .mapToObj(i -> new Part("ws://host-" + i + ".example.com:8001/ws", 10, 100))
                .toList();
        LoadLive.Rates rates =
                new LoadLive.Rates(1, 2, many.stream().map(part -> 1.0).toList(), List.of(410.0, 4_100.0));

        assertThat(new LoadLive(40, false).lines(at(Phase.MEASURING, "hold", 3, 100, many), rates))
                .hasSizeLessThan(15)
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(40))
                .last()
                .isEqualTo("  and 22 more");
    }

    @Test
    @DisplayName("E15 paints what failed and what is missing, if it may, and is as wide as the terminal allows")
    void paintsAndUsesTheWidth() {
        LoadLive.Rates slow = new LoadLive.Rates(100, 3, List.of(1.0, 2.0), List.of());
        List<String> wide = new LoadLive(160, true).lines(at(Phase.MEASURING, "hold", 15, 1_000, TWO), slow);

        assertThat(String.join("\n", wide))
                .contains(Style.BAD.paint("2 failed"), Style.WARN.paint(", 4 under way or lost"), "█".repeat(24));
        assertThat(String.join("\n", LIVE.lines(at(Phase.MEASURING, "hold", 15, 1_000, TWO), slow)))
                .doesNotContain("\u001b");
    }

    @Test
    @DisplayName("E15 is redrawn over itself on a terminal, leaves nothing there, and is plain lines in a log")
    void isRedrawnOrPlain() {
        String live = printed(true);
        String plain = printed(false);

        assertThat(live).contains("\u001b[7A", "\u001b[J").endsWith("\u001b[7A\r\u001b[J");
        assertThat(plain)
                .doesNotContain("\u001b")
                .contains("connecting", "measuring")
                .contains("hold");
        assertThat(plain.lines()).as("one for each phase").hasSize(2);
    }

    private static String printed(boolean live) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LoadProgress progress =
                new LoadProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), live, 80, false)) {
            progress.progress(at(Phase.CONNECTING, "", 1, 0, TWO));
            progress.progress(at(Phase.MEASURING, "hold", 1, 100, TWO));
            progress.progress(at(Phase.MEASURING, "hold", 1, 200, TWO));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("E15 the rate follows the counts, half old and half new")
    void theRateFollows() {
        LoadSpeed speed = new LoadSpeed();
        assertThat(speed.of(at(Phase.MEASURING, "hold", 1, 100, TWO), 1_000_000_000L)
                        .delivered())
                .isZero();
        assertThat(speed.of(at(Phase.MEASURING, "hold", 1, 200, TWO), 2_000_000_000L)
                        .delivered())
                .isEqualTo(3_000);
        assertThat(speed.of(at(Phase.MEASURING, "hold", 1, 200, TWO), 3_000_000_000L)
                        .delivered())
                .isEqualTo(1_500);
    }
}

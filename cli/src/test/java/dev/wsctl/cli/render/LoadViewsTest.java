package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A load test's result")
class LoadViewsTest {
    private static final List<String> PROMISED = List.of(
            "/verdict",
            "/connections/asked",
            "/connections/opened",
            "/connections/failed/0/reason",
            "/connections/failed/0/count",
            "/connections/connect/p50_us",
            "/connections/connect/p99_us",
            "/messages/sent",
            "/messages/expected",
            "/messages/delivered",
            "/messages/lost",
            "/messages/duplicated",
            "/messages/reordered",
            "/messages/misrouted",
            "/throughput/offered_per_s",
            "/throughput/sent_per_s",
            "/throughput/delivered_per_s",
            "/latency/corrected/avg_us",
            "/latency/service/p50_us",
            "/latency/send_lag/p95_us",
            "/latency/corrected/p99_us",
            "/latency/corrected/p999_us",
            "/latency/corrected/max_us",
            "/matrix/0/from",
            "/matrix/0/to",
            "/matrix/0/delivered",
            "/matrix/0/lost",
            "/matrix/0/p50_us",
            "/matrix/0/p99_us",
            "/thresholds/0/expression",
            "/thresholds/0/actual",
            "/thresholds/0/met",
            "/latency/corrected/stddev_us",
            "/latency/corrected/curve/0/pct",
            "/latency/corrected/curve/0/us",
            "/latency/corrected/curve/0/count",
            "/series/0/at_ms",
            "/series/0/length_ms",
            "/series/0/stage",
            "/series/0/connections",
            "/series/0/failed",
            "/series/0/offered_per_s",
            "/series/0/sent",
            "/series/0/delivered",
            "/series/0/p50_us",
            "/series/0/p99_us",
            "/series/0/max_us",
            "/series/0/send_lag_max_us",
            "/series/0/loop_lag_max_us",
            "/series/0/cpu_pct",
            "/generator/cpu_pct",
            "/generator/loop_lag_p99_us",
            "/generator/read_lag_p99_us",
            "/generator/gc_pause_max_us",
            "/generator/invalid_reasons");

    @Test
    @DisplayName("N4 holds every field that is promised, null where nothing was measured")
    void holdsEveryPromisedField() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(shown(LoadResults.failed("ws://h/ws", "too slow"), Format.JSON));

        assertThat(json.path("schema").asText()).isEqualTo("wsctl/loadtest/v1");
        assertThat(PROMISED)
                .allSatisfy(field ->
                        assertThat(json.at(field).isMissingNode()).as(field).isFalse());
        assertThat(json.at("/latency/send_lag/p99_us").isNull()).isTrue();
        assertThat(json.at("/thresholds/1/actual").isNull()).isTrue();
    }

    @Test
    @DisplayName("leads with the verdict and its reason, within 80 columns")
    void leadsWithTheVerdict() {
        String passed = shown(LoadResults.passed(), Format.HUMAN);
        String failed =
                shown(LoadResults.failed("ws://10.0.0.1:8001/ws", "the reason is a long one ".repeat(6)), Format.HUMAN);

        assertThat(passed).startsWith("PASSED  ").contains("p99<25ms   4.20 ms  met");
        assertThat(failed)
                .startsWith("FAILED  12 deliveries were lost")
                .contains("2 failed at ws://10.0.0.1:8001/ws: connection refused", "12 lost", "not measured  missed");
        assertThat(passed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(failed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    @DisplayName("is its verdict alone when asked to be quiet")
    void isItsVerdictAloneWhenQuiet() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        LoadViews.views()
                .write(LoadResults.passed(), Format.HUMAN, new Page(print, 80, false, Page.Detail.QUIET), print);

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    private static String shown(LoadResult result, Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        LoadViews.views().write(result, format, new Page(print, 80, false, Page.Detail.NORMAL), print);
        return out.toString(StandardCharsets.UTF_8);
    }
}

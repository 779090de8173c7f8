package dev.wsctl.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Threshold;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final LoadReport.Messages ALL = new LoadReport.Messages(100, 1000, 1000, 0, 0, 0, 0);
    private static final LoadReport.Throughput ON_TIME = new LoadReport.Throughput(10, 10, 100);
    private static final Distribution NO_CURVE = new Distribution(Double.NaN, List.of());
    private static final Judge.Observed CALM = observed(500, 0, 0, 0, false);

    private static Judge.Observed observed(double loopLag, double paused, long dead, long blocked, boolean stopped) {
        return new Judge.Observed(
                10,
                loopLag,
                500,
                500,
                5_000,
                paused,
                dead,
                0,
                0,
                blocked,
                blocked,
                stopped,
                stopped ? 7 : 0,
                List.of(),
                List.of());
    }

    private static LoadReport.Latency p99(double micros) {
        return new LoadReport.Latency(1000, micros / 2, micros / 2, micros, micros, micros, micros, micros);
    }

    private static LoadReport judge(
            LoadReport.Messages messages,
            LoadReport.Throughput throughput,
            double corrected,
            double sendLag,
            Judge.Observed observed,
            String... thresholds) {
        return judge(messages, throughput, corrected, sendLag, List.of(), observed, thresholds);
    }

    private static LoadReport judge(
            LoadReport.Messages messages,
            LoadReport.Throughput throughput,
            double corrected,
            double sendLag,
            List<LoadReport.Pair> matrix,
            Judge.Observed observed,
            String... thresholds) {
        LoadPlan plan = LoadPlan.builder(new ChatDialect(), List.of(URI.create("ws://h:1")))
                .thresholds(List.of(thresholds).stream().map(Threshold::parse).toList())
                .build();
        LoadReport.Latencies latencies =
                new LoadReport.Latencies(p99(corrected), p99(corrected), p99(sendLag), NO_CURVE, NO_CURVE);
        return new Judge(plan)
                .judge(
                        Duration.ofSeconds(10),
                        new LoadReport.Connections(100, 100, List.of(), p99(1000), p99(100), p99(500)),
                        messages,
                        throughput,
                        latencies,
                        matrix,
                        List.of(),
                        List.of(),
                        observed);
    }

    @Test
    @DisplayName("N4 everything delivered in time, every threshold met: PASSED without a reason")
    void whatIsWellPasses() {
        LoadReport report = judge(ALL, ON_TIME, 5_000, 100, CALM, "p99<25ms", "lost==0");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.reasons()).isEmpty();
    }

    @Test
    @DisplayName("C13 a threshold missed fails, and is named")
    void aMissedThresholdFails() {
        LoadReport report = judge(ALL, ON_TIME, 30_000, 100, CALM, "p99<25ms", "lost==0");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons()).containsExactly("threshold missed: p99<25ms");
        assertThat(report.thresholds().get(0).actual()).isEqualTo(30_000);
    }

    @Test
    @DisplayName("N4 anything lost, duplicated, reordered or misrouted fails without any threshold")
    void whatIsMissingFails() {
        LoadReport report = judge(new LoadReport.Messages(100, 1000, 999, 1, 2, 3, 4), ON_TIME, 5_000, 100, CALM);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons())
                .containsExactly(
                        "1 delivery lost",
                        "2 deliveries duplicated",
                        "3 deliveries reordered",
                        "4 deliveries misrouted");
    }

    @Test
    @DisplayName("N4 a tail made by sending late is INVALID, even if all thresholds are met")
    void aTailMadeBySendingLateIsInvalid() {
        LoadReport report = judge(ALL, ON_TIME, 20_000, 15_000, CALM, "p99<25ms");
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons())
                .containsExactly("the generator sent late: send lag p99 15.0 ms of 20.0 ms corrected p99");
    }

    @Test
    @DisplayName("N4 a send lag that is small beside the server's own latency proves nothing against the figures")
    void aSmallSendLagIsNoObjection() {
        assertThat(judge(ALL, ON_TIME, 500_000, 15_000, CALM).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    @DisplayName("N4 a tail made by noticing late, and pauses for more than 1 % of the time, are INVALID")
    void noticingLateAndPausesAreInvalid() {
        assertThat(judge(ALL, ON_TIME, 20_000, 100, observed(12_000, 0, 0, 0, false))
                        .reasons())
                .containsExactly("the generator noticed late: event-loop lag p99 12.0 ms of 20.0 ms corrected p99");
        assertThat(judge(ALL, ON_TIME, 20_000, 100, observed(100, 0.02, 0, 0, false))
                        .generator()
                        .invalidReasons())
                .singleElement()
                .asString()
                .startsWith("the generator was paused by its garbage collector for 2.0 %");
    }

    private static LoadReport.Pair way(String from, String to, long lost) {
        return new LoadReport.Pair(from, to, 500, 500 - lost, lost, 0, 0, 0, p99(1000));
    }

    @Test
    @DisplayName(
            "N4 instances that do not hear each other are the first thing said, and FAILED, however late the generator was")
    void aSilentWayFails() {
        LoadReport.Messages half = new LoadReport.Messages(100, 2000, 1000, 1000, 0, 0, 0);
        List<LoadReport.Pair> apart =
                List.of(way("a", "a", 0), way("a", "b", 500), way("b", "a", 500), way("b", "b", 0));
        String late = "the generator sent late: send lag p99 15.0 ms of 20.0 ms corrected p99";
        LoadReport report = judge(half, ON_TIME, 20_000, 15_000, apart, CALM);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.reasons())
                .containsExactly(
                        "nothing sent at a came to b: 500 deliveries lost; so it is on 2 of 4 ways",
                        late,
                        "1,000 deliveries lost");
        assertThat(report.generator().invalidReasons()).containsExactly(late);

        List<LoadReport.Pair> oneWay = List.of(way("a", "a", 3), way("a", "b", 500), way("b", "a", 0));
        assertThat(judge(half, ON_TIME, 5_000, 100, oneWay, CALM).reasons())
                .startsWith("nothing sent at a came to b: 500 deliveries lost");
    }

    @Test
    @DisplayName("N4 a way is not called silent if the generator had not read all, or if nothing came anywhere")
    void aSilentWayMustBeTheServers() {
        LoadReport.Messages half = new LoadReport.Messages(100, 1000, 500, 500, 0, 0, 0);
        List<LoadReport.Pair> apart = List.of(way("a", "a", 0), way("a", "b", 500));
        assertThat(judge(half, ON_TIME, 20_000, 100, apart, reading(500, 200_000))
                        .verdict())
                .isEqualTo(Verdict.INVALID);
        List<LoadReport.Pair> nothing = List.of(way("a", "a", 500), way("a", "b", 500));
        assertThat(judge(half, ON_TIME, 20_000, 15_000, nothing, CALM).verdict())
                .isEqualTo(Verdict.INVALID);
        List<LoadReport.Pair> lossy = List.of(way("a", "a", 0), way("a", "b", 499));
        assertThat(judge(half, ON_TIME, 20_000, 15_000, lossy, CALM).verdict()).isEqualTo(Verdict.INVALID);
    }

    private static Judge.Observed reading(double readLag, double behind) {
        return new Judge.Observed(10, 500, readLag, behind, 5_000, 0, 0, 0, 0, 0, 0, false, 0, List.of(), List.of());
    }

    @Test
    @DisplayName("N4 a generator that never had read all there was, is INVALID: the tail may be its own")
    void readingLateIsInvalid() {
        assertThat(judge(ALL, ON_TIME, 4_000_000, 100, reading(3_000_000, 0)).reasons())
                .containsExactly("the generator read late: it had not read all that waited for 3000.0 ms (p99) of"
                        + " 4000.0 ms corrected p99");
        assertThat(judge(ALL, ON_TIME, 4_000_000, 100, reading(20_000, 0)).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    @DisplayName("N4 what is lost while the generator is still reading, is INVALID: it may have arrived")
    void losingWhileStillReadingIsInvalid() {
        LoadReport.Messages some = new LoadReport.Messages(100, 1000, 900, 100, 0, 0, 0);
        assertThat(judge(some, ON_TIME, 5_000, 100, reading(500, 3_000_000)).verdict())
                .isEqualTo(Verdict.INVALID);
        assertThat(judge(some, ON_TIME, 5_000, 100, reading(500, 30_000)).verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(judge(ALL, ON_TIME, 5_000, 100, reading(500, 3_000_000)).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    @DisplayName("N4 less than 95 % of the offered rate sent is INVALID, unless the server's state was the reason")
    void tooLittleSentIsInvalidUnlessTheServerWasTheReason() {
        LoadReport.Messages few = new LoadReport.Messages(80, 800, 800, 0, 0, 0, 0);
        LoadReport.Throughput slow = new LoadReport.Throughput(10, 8, 80);

        assertThat(judge(few, slow, 5_000, 100, CALM).reasons())
                .containsExactly("the generator could not keep up: it sent 8 of 10 messages/s");
        LoadReport blocked = judge(few, slow, 5_000, 100, observed(100, 0, 0, 20, false));
        assertThat(blocked.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(blocked.reasons()).contains("20 messages not sent because the server had stopped reading");
        assertThat(judge(few, slow, 5_000, 100, observed(100, 0, 20, 0, false)).verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    @DisplayName("N4 an early stop is said, with what it left out, and fails nothing by itself")
    void anEarlyStopIsSaid() {
        LoadReport report = judge(ALL, ON_TIME, 5_000, 100, observed(100, 0, 0, 0, true));
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.reasons()).containsExactly("stopped early: 7 deliveries were under way and not counted");
    }
}

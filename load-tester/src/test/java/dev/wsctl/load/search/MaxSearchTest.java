package dev.wsctl.load.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MaxSearchTest {

    private final List<Long> tried = new ArrayList<>();

    private MaxSearch.Result search(long start, LongFunction<Verdict> cluster) {
        return new MaxSearch(1, load -> report(cluster.apply(load)), load -> load < 5_000, () -> false).from(start);
    }

    private LoadReport report(Verdict verdict) {
        LoadReport.Latency none = new LoadReport.Latency(0, 0, 0, 0, 0, 0, 0, 0);
        Distribution flat = new Distribution(0, List.of());
        return new LoadReport(
                verdict,
                List.of(),
                Duration.ZERO,
                new LoadReport.Connections(1, 1, List.of(), none, none, none),
                new LoadReport.Messages(0, 0, 0, 0, 0, 0, 0),
                new LoadReport.Throughput(0, 0, 0),
                new LoadReport.Latencies(none, none, none, flat, flat),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new LoadReport.Generator(0, 0, 0, 0, List.of(), List.of()));
    }

    private LongFunction<Verdict> standing(long limit) {
        return load -> {
            tried.add(load);
            return load <= limit ? Verdict.PASSED : Verdict.FAILED;
        };
    }

    @Test
    @DisplayName("N6 the limit is found to a tenth by doubling and halving, and run once more")
    void theLimitIsFoundToATenth() {
        MaxSearch.Result result = search(100, standing(1_234));

        assertThat(result.best()).isBetween(1_100L, 1_234L);
        assertThat(result.ended()).isFalse();
        assertThat(result.generatorsLimit()).isFalse();
        assertThat(tried).startsWith(100L, 200L, 400L, 800L, 1_600L, 1_200L).endsWith(result.best());
        assertThat(result.shown().load()).isEqualTo(result.best());
    }

    @Test
    @DisplayName("N6 a start that is too high already goes down, to nothing if even the lowest load fails")
    void aStartTooHighGoesDown() {
        assertThat(search(1_000, standing(60)).best()).isBetween(54L, 60L);
        assertThat(search(1_000, standing(0)).best()).isZero();
        assertThat(search(4, standing(5)).best()).isEqualTo(5);
    }

    @Test
    @DisplayName("N6 what the generator spoils twice bounds the search, and the result says whose limit it is")
    void whatTheGeneratorSpoilsIsItsOwnLimit() {
        MaxSearch.Result result = search(100, load -> load <= 700 ? Verdict.PASSED : Verdict.INVALID);

        assertThat(result.best()).isBetween(636L, 700L);
        assertThat(result.generatorsLimit()).isTrue();
    }

    @Test
    @DisplayName("N6 one run the generator spoilt is repeated before it counts")
    void oneSpoiltRunIsRepeated() {
        int[] runs = {0};
        MaxSearch.Result result = search(
                100, load -> ++runs[0] == 2 ? Verdict.INVALID : standing(300).apply(load));

        assertThat(result.best()).isBetween(273L, 300L);
        assertThat(result.generatorsLimit()).isFalse();
    }

    @Test
    @DisplayName("N6 a limit that doesn't hold a second time is none: less is tried")
    void aLimitThatDoesNotHoldIsNone() {
        MaxSearch.Result result = search(1_000, load -> {
            boolean again = tried.contains(load);
            return standing(again ? 1_000 : 1_900).apply(load);
        });

        assertThat(result.best()).isLessThanOrEqualTo(1_000).isGreaterThan(0);
        assertThat(result.steps().get(result.steps().size() - 1).passed()).isTrue();
    }

    @Test
    @DisplayName("N6 what this machine cannot make is not tried, and is its own limit")
    void whatIsImpossibleIsNotTried() {
        MaxSearch.Result result = search(100, standing(1_000_000));

        assertThat(result.best()).isBetween(4_545L, 4_999L);
        assertThat(result.generatorsLimit()).isTrue();
        assertThat(tried).allMatch(load -> load < 5_000);
    }

    @Test
    void aSearchThatIsEndedSaysSo() {
        MaxSearch.Result result = new MaxSearch(
                        1, load -> report(Verdict.PASSED), load -> true, () -> tried.add(1L) && tried.size() > 3)
                .from(100);

        assertThat(result.ended()).isTrue();
        assertThat(result.best()).isPositive();
    }

    @Test
    @DisplayName("N6 a search that is ended before its first run shows what that one made of it")
    void aSearchThatIsEndedAtOnceShowsItsFirstRun() {
        MaxSearch.Result result =
                new MaxSearch(1, load -> report(standing(1_000).apply(load)), load -> true, () -> true).from(100);

        assertThat(result.ended()).isTrue();
        assertThat(result.best()).isZero();
        assertThat(result.shown().load()).isEqualTo(100);
    }
}

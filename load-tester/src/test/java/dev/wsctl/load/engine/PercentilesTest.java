package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.LoadReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The way from what was measured to what is reported loses no more than a thousandth. */
class PercentilesTest {

    private static final int LOOPS = 3;
    private static final int DELIVERIES = 30_000;
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);

    /** From a microsecond to some minutes, half of them below a millisecond. */
    private static long[] latencies(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return LongStream.range(0, DELIVERIES)
                .map(i -> (long) Math.exp(Math.log(1_000) + Math.pow(random.nextDouble(), 2) * Math.log(3e8)))
                .toArray();
    }

    private static long exactly(long[] sorted, double percentile) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percentile / 100) - 1)];
    }

    @Test
    @DisplayName("N4 percentiles are right to three digits, over several event loops and processes")
    void percentilesAreRightToThreeDigits() throws IOException {
        long[] nanos = latencies(42);
        StageFigures[] loops =
                IntStream.range(0, LOOPS).mapToObj(i -> new StageFigures()).toArray(StageFigures[]::new);
        for (int i = 0; i < nanos.length; i++) {
            loops[i % LOOPS].corrected.recordValue(Recorder.bounded(nanos[i]));
        }

        StageFigures all = new StageFigures();
        for (StageFigures loop : loops) {
            all.add(overAPipe(loop));
        }
        LoadReport.Latency found = Summary.latency(all.corrected);

        Arrays.sort(nanos);
        assertThat(found.count()).isEqualTo(DELIVERIES);
        assertThat(found.average()).isCloseTo(LongStream.of(nanos).average().orElseThrow() / 1e3, THREE_DIGITS);
        assertThat(found.p50()).isCloseTo(exactly(nanos, 50) / 1e3, THREE_DIGITS);
        assertThat(found.p90()).isCloseTo(exactly(nanos, 90) / 1e3, THREE_DIGITS);
        assertThat(found.p95()).isCloseTo(exactly(nanos, 95) / 1e3, THREE_DIGITS);
        assertThat(found.p99()).isCloseTo(exactly(nanos, 99) / 1e3, THREE_DIGITS);
        assertThat(found.p999()).isCloseTo(exactly(nanos, 99.9) / 1e3, THREE_DIGITS);
        assertThat(found.max()).isCloseTo(nanos[nanos.length - 1] / 1e3, THREE_DIGITS);
    }

    private static StageFigures overAPipe(StageFigures figures) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        figures.write(new DataOutputStream(bytes));
        StageFigures read = new StageFigures();
        read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return read;
    }
}

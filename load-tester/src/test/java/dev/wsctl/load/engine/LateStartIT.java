package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.plan.LoadPlan;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On a busy machine one process of a run hears of its beginning when another has begun. */
class LateStartIT {

    private static final long DELIVERIES = 1_000;
    private static final Duration LATE = Duration.ofMillis(400);

    private final BitSet present = new BitSet();
    private final CountDownLatch settled = new CountDownLatch(2);
    private final AtomicLong origin = new AtomicLong();
    private final List<Workers> workers = new CopyOnWriteArrayList<>();

    /** One of the two, which is told the beginning so much too late. */
    private final class Half implements Company {
        private final Duration late;

        Half(Duration late) {
            this.late = late;
        }

        @Override
        public Go settle(BitSet here, Feed feed, RunPulse pulse) throws InterruptedException {
            synchronized (present) {
                present.or(here);
            }
            settled.countDown();
            assertThat(settled.await(60, TimeUnit.SECONDS)).isTrue();
            origin.compareAndSet(0, System.nanoTime());
            while (System.nanoTime() < origin.get() + late.toNanos()) {
                pulse.pause();
            }
            return new Go(present, origin.get());
        }

        @Override
        public boolean isWaiting(boolean waitingHere) {
            return workers.stream().mapToLong(Workers::delivered).sum() < DELIVERIES;
        }

        @Override
        public long patienceNanos(long deliveryDeadline) {
            return Duration.ofSeconds(60).toNanos();
        }
    }

    @Test
    @DisplayName("N4 what the one sends before the other knows when the run began is counted, and its latency is right")
    void whatComesEarlyIsCounted() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadPlan plan = Runs.plan(server.url()).build();
            List<Outcome> outcomes = Stream.of(
                            CompletableFuture.supplyAsync(() -> half(plan, 0, Duration.ZERO), threads),
                            CompletableFuture.supplyAsync(() -> half(plan, 1, LATE), threads))
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(outcomes.stream().mapToLong(LateStartIT::inStages).sum()).isEqualTo(DELIVERIES);
            assertThat(outcomes.stream().mapToLong(LateStartIT::measured).sum()).isEqualTo(DELIVERIES);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(
                                    outcome.recorded().stages[0].corrected.getMaxValue())
                            .isLessThan(Duration.ofMinutes(5).toNanos()));
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome half(LoadPlan plan, int index, Duration late) {
        return new LoadRun(
                        plan,
                        42,
                        new Share(index, 2),
                        new Half(late),
                        LoadListener.NONE,
                        Outside.NONE,
                        new CountDownLatch(1))
                .outcome((run, mine) -> {
                    workers.add(mine);
                    return new ProgressFeed(plan, new OwnGauges(run, mine), LoadListener.NONE);
                });
    }

    private static long inStages(Outcome outcome) {
        return Stream.of(outcome.recorded().stages)
                .mapToLong(stage -> stage.delivered)
                .sum();
    }

    private static long measured(Outcome outcome) {
        return LongStream.of(outcome.recorded().delivered).sum();
    }
}

package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whose delay is whose. Lower bounds are exact, since a message cannot arrive before it is let go; upper bounds are far
 * above what a busy machine adds.
 */
class LatencyIT {

    private static final double SECOND = 1e6;

    @Test
    @DisplayName("N4 delays that the server makes are found within the histogram's three digits")
    void delaysOfTheServerAreFound() {
        SplittableRandom random = new SplittableRandom(42);
        Histogram held = new ConcurrentHistogram(3_600_000_000_000L, 3);
        try (FixtureServer server = new FixtureServer(parcel -> {
            long from = System.nanoTime();
            long delay = 50_000_000L + random.nextLong(150_000_000L);
            parcel.member()
                    .eventLoop()
                    .schedule(
                            () -> {
                                held.recordValue(System.nanoTime() - from);
                                parcel.deliver();
                            },
                            delay,
                            TimeUnit.NANOSECONDS);
        })) {
            LoadReport.Latency service = run(plan(server.url())).latency().service();

            assertThat(service.count()).isEqualTo(1000);
            within(service.p50(), held, 50);
            within(service.p90(), held, 90);
            within(service.p99(), held, 99);
        }
    }

    /** Every delivery took at least as long as it was held, so every percentile did, up to the rounding of both histograms. */
    private static void within(double actualMicros, Histogram held, double percentile) {
        double micros = held.getValueAtPercentile(percentile) / 1e3;
        assertThat(actualMicros).isBetween(micros * 0.998, micros + SECOND);
    }

    @Test
    @DisplayName("N4 a server's stall of 200 ms shows in corrected and in service latency")
    void aStallOfTheServerShowsInBoth() {
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.nth() == 300) {
                LockSupport.parkNanos(200_000_000);
            }
            parcel.deliver();
        })) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.latency().corrected().max()).isGreaterThan(199_000);
            assertThat(report.latency().service().max()).isGreaterThan(199_000);
            assertThat(report.messages().sent()).isEqualTo(100);
        }
    }

    /** The chat dialect, but the thread that sends is held up on its way. */
    private record Hindered(Runnable obstacle) implements Dialect {

        private static final ChatDialect CHAT = new ChatDialect();

        @Override
        public String name() {
            return "hindered";
        }

        @Override
        public URI url(Member member) {
            return CHAT.url(member);
        }

        @Override
        public Optional<String> joinedText() {
            return CHAT.joinedText();
        }

        /** Asked for on the event loop, when a member sends for the first time. */
        @Override
        public Envelope envelope(Member member) {
            obstacle.run();
            return CHAT.envelope(member);
        }
    }

    private static LoadPlan hindered(FixtureServer server, Runnable obstacle) {
        return LoadPlan.builder(new Hindered(obstacle), List.of(server.url()))
                .connections(30)
                .rooms(3)
                .ratePerSecond(100)
                .duration(Duration.ofSeconds(2))
                .build();
    }

    @Test
    @DisplayName("N4 a stall of the generator shows in corrected latency and send lag, not in service: INVALID")
    void aStallOfTheGeneratorIsItsOwn() {
        AtomicInteger calls = new AtomicInteger();
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = new dev.wsctl.load.LoadTest()
                    .run(
                            hindered(server, () -> {
                                if (calls.incrementAndGet() == 10) {
                                    LockSupport.parkNanos(1_000_000_000);
                                }
                            }),
                            LoadListener.NONE);
            Runs.check(report);

            // Half of the messages fell due during the stall, and waited half a second on average.
            assertThat(report.messages().sent()).isEqualTo(200);
            assertThat(report.latency().corrected().p90()).isGreaterThan(0.7 * SECOND);
            assertThat(report.latency().sendLag().p90()).isGreaterThan(0.7 * SECOND);
            assertThat(report.latency().service().p90()).isLessThan(0.5 * SECOND);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.reasons().get(0)).startsWith("the generator sent late: send lag p99 ");
            assertThat(report.generator().invalidReasons()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("N4 what a dialect throws on an event loop ends the run with that, at once")
    void whatIsThrownOnALoopEndsTheRun() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadPlan plan = hindered(server, () -> {
                throw new IllegalStateException("thrown by the test");
            });
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> new dev.wsctl.load.LoadTest().run(plan, LoadListener.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("thrown by the test");
        }
    }

    @Test
    @DisplayName("N4 what the listener throws ends the run with that")
    void whatTheListenerThrowsEndsTheRun() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadPlan plan = plan(server.url()).duration(Duration.ofMinutes(5)).build();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new dev.wsctl.load.LoadTest()
                            .run(plan, progress -> {
                                if (progress.phase() == LoadListener.Phase.MEASURING) {
                                    throw new IllegalStateException("thrown by the listener");
                                }
                            }))
                    .hasMessage("thrown by the listener");
        }
    }

    @Test
    @DisplayName("N4 while a server does not read, no message is skipped: all leave when it reads again")
    void aServerThatReadsAgainGetsEverything() {
        AtomicReference<FixtureServer> self = new AtomicReference<>();
        AtomicBoolean paused = new AtomicBoolean();
        try (FixtureServer server = new FixtureServer(parcel -> {
            FixtureServer fixture = self.get();
            if (parcel.nth() == 50 && fixture != null && paused.compareAndSet(false, true)) {
                fixture.reading(false);
                parcel.member().eventLoop().schedule(() -> fixture.reading(true), 1500, TimeUnit.MILLISECONDS);
            }
            parcel.deliver();
        })) {
            self.set(server);
            // 50 MB in two seconds: more than the sockets' buffers and a megabyte each hold.
            LoadReport report = run(plan(server.url())
                    .connections(2)
                    .rooms(2)
                    .ratePerSecond(400)
                    .duration(Duration.ofSeconds(2))
                    .messageBytes(64_000)
                    .deliveryDeadline(Duration.ofSeconds(30)));

            assertThat(report.messages().sent()).isEqualTo(800);
            assertThat(report.messages().lost()).isZero();
            assertThat(report.latency().corrected().max()).isGreaterThan(1.2 * SECOND);
            assertThat(report.latency().service().max()).isGreaterThan(1.2 * SECOND);
            assertThat(report.reasons()).anyMatch(reason -> reason.contains("had to wait because the server"));
        }
    }

    @Test
    @DisplayName("N4 a server that stops reading for good fails, and the reason says that it did")
    void aServerThatStopsReadingFails() {
        AtomicReference<FixtureServer> self = new AtomicReference<>();
        try (FixtureServer server = new FixtureServer(parcel -> {
            FixtureServer fixture = self.get();
            if (fixture != null) {
                fixture.reading(false);
            }
            parcel.deliver();
        })) {
            self.set(server);
            LoadReport report = run(plan(server.url())
                    .connections(2)
                    .rooms(2)
                    .ratePerSecond(400)
                    .duration(Duration.ofSeconds(2))
                    .messageBytes(64_000));

            assertThat(report.messages().lost()).isPositive();
            assertThat(report.messages().sent()).isLessThan(800);
            assertThat(report.reasons())
                    .anyMatch(reason -> reason.endsWith("messages not sent because the server had stopped reading"));
            assertThat(report.reasons()).noneMatch(reason -> reason.startsWith("the generator could not keep up"));
            assertThat(report.latency().sendLag().p50()).isLessThan(SECOND);
            assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
        }
    }
}

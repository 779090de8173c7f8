package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whose delay is whose. Lower bounds are exact, since a message cannot arrive before it is let go. A busy machine only ever
 * adds to a latency: so where one must be short, the quietest of a few runs is looked at.
 */
class LatencyIT {

    private static final double SECOND = 1e6;
    /** The 200 ms that something is stopped for, in the histograms' microseconds, less what they round. */
    private static final double STALL = 199_600;
    /** What a delivery takes here at most while nothing disturbs it. */
    private static final double QUIET = 20_000;

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
            LoadReport.Latency service = quiet(
                    () -> {
                        held.reset();
                        LoadReport.Latency found =
                                run(plan(server.url())).latency().service();
                        assertThat(found.count()).isEqualTo(1000);
                        notBelow(found.p50(), held, 50);
                        notBelow(found.p90(), held, 90);
                        notBelow(found.p99(), held, 99);
                        return found;
                    },
                    found -> found.p99() - held.getValueAtPercentile(99) / 1e3 < QUIET);

            assertThat(service.p50()).isLessThan(micros(held, 50) + QUIET);
            assertThat(service.p90()).isLessThan(micros(held, 90) + QUIET);
            assertThat(service.p99()).isLessThan(micros(held, 99) + QUIET);
        }
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    /** Every delivery took at least as long as it was held, so every percentile did, up to the rounding of both histograms. */
    private static void notBelow(double actualMicros, Histogram held, double percentile) {
        assertThat(actualMicros).isGreaterThan(micros(held, percentile) * 0.998);
    }

    /** The first result that the machine did not disturb, or the last of five. */
    private static <T> T quiet(Supplier<T> run, Predicate<T> undisturbed) {
        T result = run.get();
        for (int i = 1; i < 5 && !undisturbed.test(result); i++) {
            result = run.get();
        }
        return result;
    }

    @Test
    @DisplayName("N4 where the time of connecting goes: to TCP, to the handshake, to what says joined")
    void connectingIsTakenApart() throws IOException {
        try (ScriptedServer server = new ScriptedServer(with -> {
            LockSupport.parkNanos(300_000_000L);
            with.upgrade();
            LockSupport.parkNanos(150_000_000L);
            with.frame(0x81, "{\"type\":\"joined\"}".getBytes(StandardCharsets.US_ASCII));
            with.ignoreAll();
        })) {
            LoadReport.Connections connections = run(plan(server.url())
                            .connections(2)
                            .rooms(1)
                            .duration(Duration.ofMillis(100))
                            .deliveryDeadline(Duration.ofMillis(100)))
                    .connections();

            // Two digits are kept of the parts, three of the whole.
            assertThat(connections.handshake().p50()).isGreaterThanOrEqualTo(0.99 * 300_000);
            assertThat(connections.connect().p50())
                    .isGreaterThanOrEqualTo(0.99 * (connections.tcp().p50() + 450_000));
            assertThat(connections.tcp().count()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("N4 a server's stall of 200 ms shows in corrected and in service latency, not in the send lag")
    void aStallOfTheServerShowsInBoth() {
        LoadReport report = quiet(
                () -> {
                    LoadReport stalled = withStalledServer();
                    assertThat(stalled.latency().corrected().max()).isGreaterThan(STALL);
                    assertThat(stalled.latency().service().max()).isGreaterThan(STALL);
                    assertThat(stalled.messages().sent()).isEqualTo(100);
                    return stalled;
                },
                stalled -> stalled.latency().sendLag().max() < STALL / 2);

        assertThat(report.latency().sendLag().max()).isLessThan(STALL / 2);
    }

    private static LoadReport withStalledServer() {
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.nth() == 300) {
                LockSupport.parkNanos(200_000_000);
            }
            parcel.deliver();
        })) {
            return run(plan(server.url()));
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
        public Optional<Condition> joined() {
            return CHAT.joined();
        }

        /** Asked for on the event loop, when a member sends for the first time. */
        @Override
        public Envelope envelope(Member member) {
            obstacle.run();
            return CHAT.envelope(member);
        }
    }

    private static LoadPlan hindered(FixtureServer server, Runnable obstacle) {
        // The plan asks its dialect too, to see whether it can be carried out.
        AtomicBoolean running = new AtomicBoolean();
        Dialect dialect = new Hindered(() -> {
            if (running.get()) {
                obstacle.run();
            }
        });
        LoadPlan plan = LoadPlan.builder(dialect, List.of(server.url()))
                .connections(30)
                .rooms(3)
                .ratePerSecond(100)
                .duration(Duration.ofSeconds(1))
                .build();
        running.set(true);
        return plan;
    }

    @Test
    @DisplayName("N4 a stall of 200 ms on the way out shows in corrected latency and send lag, not in service: INVALID")
    void aStallOfTheGeneratorIsItsOwn() {
        LoadReport report = quiet(
                () -> {
                    LoadReport stalled = withStalledGenerator();
                    assertThat(stalled.messages().sent()).isEqualTo(100);
                    assertThat(stalled.latency().corrected().max()).isGreaterThan(STALL);
                    assertThat(stalled.latency().sendLag().max()).isGreaterThan(STALL);
                    assertThat(stalled.verdict()).isEqualTo(Verdict.INVALID);
                    assertThat(stalled.reasons().get(0)).startsWith("the generator sent late: send lag p99 ");
                    assertThat(stalled.generator().invalidReasons()).isNotEmpty();
                    return stalled;
                },
                stalled -> stalled.latency().service().max() < STALL / 2);

        assertThat(report.latency().service().max()).isLessThan(STALL / 2);
    }

    private static LoadReport withStalledGenerator() {
        AtomicInteger calls = new AtomicInteger();
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = new dev.wsctl.load.LoadTest()
                    .run(
                            hindered(server, () -> {
                                if (calls.incrementAndGet() == 10) {
                                    LockSupport.parkNanos(200_000_000);
                                }
                            }),
                            LoadListener.NONE);
            Runs.check(report);
            return report;
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
                    .messageBytes(64_000)
                    .deliveryDeadline(Duration.ofMillis(500)));

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

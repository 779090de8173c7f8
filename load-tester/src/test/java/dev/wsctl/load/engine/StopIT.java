package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run that is stopped ends within about a second and a half; the bounds here leave a busy machine much more. */
class StopIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static LoadReport stoppedIn(Phase phase, long delivered, LoadPlanBuilder plan) {
        LoadTest test = new LoadTest();
        AtomicLong stoppedAt = new AtomicLong();
        LoadReport report = test.run(plan.build(), progress -> {
            if (progress.phase() == phase && progress.delivered() >= delivered && stoppedAt.get() == 0) {
                stoppedAt.set(System.nanoTime());
                test.stop();
            }
        });
        assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt.get())).isLessThan(SOON);
        Runs.check(report);
        return report;
    }

    private static LoadPlanBuilder endless(FixtureServer server) {
        return plan(server.url())
                .duration(Duration.ofMinutes(5))
                .deliveryDeadline(Duration.ofMinutes(5))
                .connectTimeout(Duration.ofMinutes(5));
    }

    @Test
    @DisplayName("N4 stopped while connecting: nothing was measured, and that is said")
    void whileConnecting() throws IOException {
        try (ScriptedServer deaf = new ScriptedServer(ScriptedServer.Conversation::ignoreAll)) {
            LoadReport report = stoppedIn(Phase.CONNECTING, 0, plan(deaf.url()).connectTimeout(Duration.ofMinutes(5)));

            assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.INVALID);
            assertThat(report.reasons()).anyMatch(reason -> reason.startsWith("stopped early"));
        }
    }

    @Test
    @DisplayName("N4 stopped while warming up: nothing was measured")
    void whileWarmingUp() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = stoppedIn(Phase.WARMING_UP, 10, endless(server).warmUp(Duration.ofMinutes(5)));

            assertThat(report.messages().sent()).isZero();
            assertThat(report.messages().expected()).isZero();
            assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.INVALID);
        }
    }

    @Test
    @DisplayName("N4 stopped while measuring: what was measured is reported, by the time that was really measured")
    void whileMeasuring() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = stoppedIn(Phase.MEASURING, 500, endless(server));

            assertThat(report.messages().delivered()).isGreaterThanOrEqualTo(500);
            assertThat(report.messages().lost()).isZero();
            double seconds = report.messages().sent() / report.throughput().sentPerSecond();
            assertThat(seconds).isBetween(0.4, report.elapsed().toMillis() / 1e3);
        }
    }

    @Test
    @DisplayName("N4 what is under way when a run is stopped is left out, not lost")
    void whatIsUnderWayIsLeftOut() {
        AtomicLong dropped = new AtomicLong();
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.nth() % 4 == 0) {
                dropped.incrementAndGet();
            } else {
                parcel.deliver();
            }
        })) {
            LoadReport report = stoppedIn(Phase.MEASURING, 300, endless(server));

            assertThat(report.messages().lost()).isZero();
            assertThat(report.messages().expected()).isEqualTo(server.pairs() - dropped.get());
            assertThat(report.reasons())
                    .contains(String.format(
                            Locale.ROOT,
                            "stopped early: %,d deliveries were under way and not counted",
                            dropped.get()));
        }
    }

    @Test
    @DisplayName("N4 what was lost long before a stop stays lost")
    void whatWasLostLongBeforeAStopStaysLost() {
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.message() != 0) {
                parcel.deliver();
            }
        })) {
            LoadReport report =
                    stoppedIn(Phase.MEASURING, 3000, endless(server).deliveryDeadline(Duration.ofSeconds(2)));

            assertThat(report.messages().lost()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("N4 stopped while waiting for the last deliveries")
    void whileDraining() {
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.nth() % 2 == 0) {
                parcel.deliver();
            }
        })) {
            LoadReport report = stoppedIn(Phase.DRAINING, 250, endless(server).duration(Duration.ofMillis(500)));

            assertThat(report.messages().sent()).isEqualTo(50);
            assertThat(report.messages().delivered()).isEqualTo(250);
            assertThat(report.messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N4 an interrupt ends a run like a stop, and stays set; a second one changes nothing")
    void anInterruptEndsARun() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = new LoadTest().run(endless(server).build(), progress -> {
                if (progress.delivered() > 100) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(Thread.interrupted()).isTrue();
            Runs.check(report);
            assertThat(report.messages().delivered()).isGreaterThan(100);
        }
    }
}

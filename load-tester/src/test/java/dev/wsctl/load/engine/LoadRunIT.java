package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.lossy;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import dev.wsctl.load.report.Second;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a server does to messages, the report finds, to the last one. */
@Execution(ExecutionMode.CONCURRENT)
class LoadRunIT {

    @Test
    @DisplayName("N4 E15 C13 a faithful server passes: over three targets that share rooms, every delivery is found")
    void aFaithfulServersDeliveriesAreAllFound() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 3, null)) {
            LoadReport report = run(plan(server.urls()));

            assertThat(report.connections().opened()).isEqualTo(30);
            assertThat(report.connections().connect().count()).isEqualTo(30);
            assertThat(report.connections().tcp().count()).isEqualTo(30);
            assertThat(report.connections().handshake().count()).isEqualTo(30);
            assertThat(report.messages().sent()).isEqualTo(100);
            assertThat(report.messages().expected()).isEqualTo(1000);
            assertThat(report.messages().delivered()).isEqualTo(1000).isEqualTo(server.pairs());
            assertThat(report.matrix())
                    .hasSize(9)
                    .allSatisfy(pair -> assertThat(pair.delivered()).isPositive());
            assertThat(report.messages().duplicated()).isZero();
            assertThat(report.messages().reordered()).isZero();
            assertThat(report.messages().misrouted()).isZero();
            // On a machine too busy to measure at all the generator says so; then the counts above are exact all the
            // same.
            assertThat(report.verdict()).isIn(Verdict.PASSED, Verdict.INVALID);
            assertThat(report.verdict() == Verdict.PASSED)
                    .isEqualTo(report.reasons().isEmpty());
        }
    }

    @Test
    @DisplayName("N4 E15 two targets that don't hear each other lose exactly the pairs from one to the other")
    void targetsThatDoNotHearEachOtherShowInTheMatrix() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL);
                FixtureServer other = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(lossy(server.url(), other.url()));

            assertThat(report.messages().delivered()).isEqualTo(server.pairs() + other.pairs());
            assertThat(report.matrix())
                    .hasSize(4)
                    .allSatisfy(pair ->
                            assertThat(pair.lost()).isEqualTo(pair.from().equals(pair.to()) ? 0 : pair.expected()));
            assertThat(report.reasons()).anyMatch(reason -> reason.endsWith("deliveries lost"));
            assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
        }
    }

    @Test
    @DisplayName("N4 losses are counted exactly")
    void lossesAreCountedExactly() {
        AtomicLong dropped = new AtomicLong();
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.nth() % 7 == 3) {
                dropped.incrementAndGet();
            } else {
                parcel.deliver();
            }
        })) {
            LoadReport report = run(lossy(server.url()));

            assertThat(report.messages().expected()).isEqualTo(1000);
            assertThat(report.messages().lost()).isEqualTo(dropped.get()).isPositive();
            assertThat(report.messages().duplicated()).isZero();
            assertThat(report.messages().reordered()).isZero();
        }
    }

    @Test
    @DisplayName("N4 duplicates are counted exactly, and lose nothing")
    void duplicatesAreCountedExactly() {
        AtomicLong doubled = new AtomicLong();
        try (FixtureServer server = new FixtureServer(parcel -> {
            parcel.deliver();
            if (parcel.nth() % 5 == 0) {
                doubled.incrementAndGet();
                parcel.deliver();
            }
        })) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.messages().duplicated()).isEqualTo(doubled.get()).isPositive();
            assertThat(report.messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N4 a message that a later one of its sender overtakes is counted as reordered, once a member")
    void reorderingIsCountedExactly() {
        // One member sends all: each pair of its messages arrives the wrong way round.
        Map<Channel, FixtureServer.Parcel> held = new HashMap<>();
        try (FixtureServer server = new FixtureServer(parcel -> {
            FixtureServer.Parcel earlier = held.remove(parcel.member());
            if (earlier == null) {
                held.put(parcel.member(), parcel);
            } else {
                parcel.deliver();
                earlier.deliver();
            }
        })) {
            LoadReport report = run(plan(server.url()).connections(1).rooms(1));

            assertThat(report.messages().delivered()).isEqualTo(100);
            assertThat(report.messages().reordered()).isEqualTo(50);
            assertThat(report.messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N4 a message that reaches a member of another room is counted as misrouted, and is no delivery")
    void misroutingIsCountedExactly() {
        AtomicLong astray = new AtomicLong();
        java.util.concurrent.atomic.AtomicReference<FixtureServer> self =
                new java.util.concurrent.atomic.AtomicReference<>();
        try (FixtureServer server = new FixtureServer(parcel -> {
            FixtureServer fixture = self.get();
            Channel stranger = parcel.nth() % 10 == 0 && fixture != null ? fixture.stranger(parcel.room()) : null;
            if (stranger == null) {
                parcel.deliver();
            } else {
                astray.incrementAndGet();
                parcel.deliverTo(stranger);
            }
        })) {
            self.set(server);
            LoadReport report = run(lossy(server.url()));

            assertThat(report.messages().misrouted()).isEqualTo(astray.get()).isPositive();
            assertThat(report.messages().lost()).isEqualTo(astray.get());
        }
    }

    @Test
    @DisplayName("N4 the warm-up is not counted, whatever becomes of it")
    void theWarmUpIsNotCounted() {
        // Two messages of each sender. Not the first sixty to arrive: of different senders' a later one may be read
        // first.
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.ofSender() >= 2) {
                parcel.deliver();
            }
        })) {
            LoadReport report = run(lossy(server.url()).warmUp(Duration.ofMillis(600)));

            assertThat(report.messages().sent()).isEqualTo(100);
            assertThat(report.messages().delivered()).isEqualTo(1000);
            assertThat(report.messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N4 the seconds of a run add up to the whole of it, stage by stage")
    void theSecondsAddUp() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(plan(server.url()).warmUp(Duration.ofMillis(500)));

            assertThat(report.series().stream().mapToLong(Second::sent).sum()).isEqualTo(150);
            assertThat(report.series().stream().mapToLong(Second::delivered).sum())
                    .isEqualTo(1500)
                    .isEqualTo(server.pairs());
            assertThat(report.series().stream().map(Second::stage).distinct()).containsSubsequence("warm-up", "hold");
            long at = report.series().get(0).atMillis();
            for (Second second : report.series()) {
                assertThat(second.atMillis()).isBetween(at - 1, at + 1);
                at = second.atMillis() + second.lengthMillis();
            }
            assertThat(report.latency().correctedDistribution().points())
                    .last()
                    .satisfies(last -> assertThat(last.count()).isEqualTo(1000));
        }
    }

    @Test
    @DisplayName("N4 the closed model sends up to its limit and finds everything")
    void theClosedModelSendsUpToItsLimit() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(plan(server.url()).inFlight(4).messageLimit(500));

            assertThat(report.messages().sent()).isEqualTo(500);
            assertThat(report.messages().delivered()).isEqualTo(5000).isEqualTo(server.pairs());
            assertThat(report.messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N4 connections that die during the run are counted with the reason, and their deliveries are lost")
    void connectionsThatDieAreCountedAndTheirDeliveriesLost() {
        AtomicLong undelivered = new AtomicLong();
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.message() == 40 && parcel.nth() % 5 == 0) {
                parcel.member().pipeline().firstContext().close(); // below the WebSocket handler: no close frame
            }
            if (parcel.member().isActive()) {
                parcel.deliver();
            } else {
                undelivered.incrementAndGet();
            }
        })) {
            // So long that the generator has noticed when it is the turn of the dead to send, however busy this machine
            // is.
            LoadReport report = run(lossy(server.url()).duration(Duration.ofSeconds(3)));

            assertThat(Runs.onlyFailure(report, 2))
                    .isEqualTo("during the run: closed by the server without a close frame");
            assertThat(report.connections().opened()).isEqualTo(30);
            assertThat(report.messages().lost()).isEqualTo(undelivered.get()).isPositive();
            // The dead send nothing any more.
            assertThat(report.messages().sent()).isBetween(280L, 299L);
            assertThat(report.reasons()).anyMatch(reason -> reason.contains("their sender's connection had died"));
            assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
        }
    }

    @Test
    @DisplayName(
            "N5 every stage has figures of its own, the warm-up's count in no other, and each second names its stage")
    void everyStageHasItsOwnFigures() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(plan(server.url())
                    .stages(List.of(
                            Stage.even("warm-up", Stage.Kind.WARM_UP, Duration.ofMillis(500), 100),
                            new Stage("up", Stage.Kind.RAMP, Duration.ofSeconds(1), 0, 200, Optional.empty()),
                            Stage.even("hold", Stage.Kind.HOLD, Duration.ofMillis(500), 200),
                            new Stage(
                                    "down", Stage.Kind.COOL_DOWN, Duration.ofMillis(500), 200, 0, Optional.empty()))));

            assertThat(report.stages())
                    .extracting(LoadReport.Stage::name)
                    .containsExactly("warm-up", "up", "hold", "down");
            assertThat(report.stages())
                    .extracting(stage -> stage.messages().sent())
                    .containsExactly(50L, 100L, 100L, 50L);
            assertThat(report.stages())
                    .allSatisfy(stage -> assertThat(stage.messages().delivered())
                            .isEqualTo(10 * stage.messages().sent())
                            .isEqualTo(stage.corrected().count()));
            assertThat(report.messages().sent()).isEqualTo(250);
            assertThat(report.series().stream().map(Second::stage).distinct())
                    .containsSubsequence("warm-up", "up", "hold", "down");
        }
    }
}

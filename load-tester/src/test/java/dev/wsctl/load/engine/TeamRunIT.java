package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.check;
import static dev.wsctl.load.engine.Runs.lossy;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import dev.wsctl.load.report.LoadReport.WorkerFigures;
import dev.wsctl.load.team.LocalWorkers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A plan carried out by several processes is the same run. */
@Execution(ExecutionMode.CONCURRENT)
class TeamRunIT {

    private static LoadReport together(LocalWorkers workers, LoadPlanBuilder plan) {
        LoadReport report = new LoadTest().run(plan.build(), LoadListener.NONE, workers);
        check(report);
        return report;
    }

    @Test
    @DisplayName("N4 two processes that share every room count what one counts, and none of them stays behind")
    void twoProcessesCountWhatOneCounts() throws IOException {
        LoadReport alone;
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 2, null)) {
            alone = run(plan(server.urls()));
        }
        LocalWorkers workers = LocalWorkers.start(2);
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 2, null);
                workers) {
            LoadReport report = together(workers, plan(server.urls()));

            assertThat(report.messages()).isEqualTo(alone.messages());
            assertThat(report.messages().delivered()).isEqualTo(server.pairs());
            assertThat(report.matrix().stream().map(LoadReport.Pair::expected))
                    .isEqualTo(alone.matrix().stream()
                            .map(LoadReport.Pair::expected)
                            .toList());
            assertThat(report.connections().opened()).isEqualTo(30);
            assertThat(report.generator().workers())
                    .hasSize(2)
                    .allSatisfy(worker -> assertThat(worker.connections()).isBetween(12, 18))
                    .allSatisfy(worker -> assertThat(worker.delivered()).isBetween(400L, 600L));
            assertThat(report.generator().workers().stream()
                            .mapToLong(WorkerFigures::sent)
                            .sum())
                    .isEqualTo(100);
            assertThat(report.series()).isNotEmpty();
            assertThat(report.verdict()).isIn(Verdict.PASSED, Verdict.INVALID);
        }
        assertThat(workers.processes()).noneMatch(Process::isAlive);
    }

    @Test
    @DisplayName("N4 what a server loses, doubles, misroutes and overtakes is found to the last, whoever receives it")
    void mischiefIsFoundAcrossProcesses() throws IOException {
        Mischief mischief = new Mischief(7);
        try (FixtureServer server = new FixtureServer(mischief);
                LocalWorkers workers = LocalWorkers.start(2)) {
            mischief.by(server);
            LoadReport report = together(workers, lossy(server.url()).ratePerSecond(300));

            LoadReport.Messages found = report.messages();
            Mischief.Counts done = mischief.counts();
            assertThat(found.delivered()).isEqualTo(done.delivered());
            assertThat(found.lost()).isEqualTo(done.lost());
            assertThat(found.duplicated()).isEqualTo(done.duplicated());
            assertThat(found.reordered()).isEqualTo(done.reordered());
            assertThat(found.misrouted()).isEqualTo(done.misrouted());
        }
    }

    @Test
    @DisplayName("N4 messages in flight: each room is one process' own, and a limit is the limit of all together")
    void theClosedModelIsSharedByRooms() throws IOException {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL);
                LocalWorkers workers = LocalWorkers.start(2)) {
            LoadReport report = together(workers, plan(server.url()).inFlight(2).messageLimit(101));

            assertThat(report.messages().sent()).isEqualTo(101);
            assertThat(report.messages().delivered()).isEqualTo(1010);
        }
    }

    @Test
    @DisplayName(
            "N5 two processes disturb the clients that one would, servers and Redis only once, and the cost is the sum")
    void disturbancesAreShared(@TempDir Path temp) throws Exception {
        AtomicLong dropped = new AtomicLong();
        List<String> paused = new CopyOnWriteArrayList<>();
        Path done = temp.resolve("done");
        try (FixtureServer server = new FixtureServer(parcel -> {
                    // So long before the storm that it explains none of these, however slow the machine is.
                    if (parcel.message() < 20 && parcel.nth() % 10 == 0) {
                        dropped.incrementAndGet();
                    } else {
                        parcel.deliver();
                    }
                });
                LocalWorkers workers = LocalWorkers.start(2)) {
            LoadPlan plan = lossy(server.url())
                    .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)))
                    .faultsAllowed(true)
                    .stages(List.of(
                            stage("before", 4_000, Optional.empty()),
                            stage("storm", 1_000, Optional.of(new Disturbance.Reconnect(0.5, false))),
                            stage("late", 500, Optional.of(new Disturbance.SlowReaders(0.1, 4096))),
                            stage(
                                    "command",
                                    300,
                                    Optional.of(new Disturbance.Command(
                                            "echo begun >>" + done, Optional.of("echo ended >>" + done)))),
                            stage(
                                    "redis",
                                    300,
                                    Optional.of(new Disturbance.RedisPause("redis://h:1", Duration.ofSeconds(1)))),
                            stage("after", 800, Optional.empty())))
                    .build();

            LoadReport report = new LoadTest((url, length) -> paused.add(url)).run(plan, LoadListener.NONE, workers);

            check(report);
            LoadReport.Disturbed storm = disturbed(report, 1);
            assertThat(storm.what()).isEqualTo("50 % of the clients drop and reconnect by their backoff");
            assertThat(storm.touched()).isEqualTo(15);
            assertThat(storm.dropped()).isEqualTo(15);
            assertThat(storm.reconnected()).isEqualTo(15);
            assertThat(storm.bystanders().count()).isPositive();
            assertThat(storm.slowest()).satisfies(slowest -> {
                assertThat(slowest).isNotNull();
                assertThat(slowest.worker()).startsWith("worker ").contains("(process ");
                // Times are kept to three digits.
                assertThat(slowest.reconnected99()).isGreaterThanOrEqualTo(storm.reconnected99());
            });
            assertThat(disturbed(report, 2).touched()).isEqualTo(3);
            assertThat(disturbed(report, 3).what()).startsWith("command: echo begun");
            assertThat(done).hasContent("begun\nended\n");
            assertThat(disturbed(report, 4).notes()).isEmpty();
            assertThat(paused).containsExactly("redis://h:1");
            long explained = report.stages().stream()
                    .map(LoadReport.Stage::disturbance)
                    .filter(Objects::nonNull)
                    .mapToLong(LoadReport.Disturbed::lostInGap)
                    .sum();
            assertThat(report.messages().lost() - explained)
                    .isEqualTo(dropped.get())
                    .isPositive();
            assertThat(report.connections().failed()).isEmpty();
        }
    }

    private static Stage stage(String name, int millis, Optional<Disturbance> disturbance) {
        return new Stage(
                name,
                disturbance.isEmpty() ? Stage.Kind.HOLD : Stage.Kind.FAULT,
                Duration.ofMillis(millis),
                100,
                100,
                disturbance);
    }

    private static LoadReport.Disturbed disturbed(LoadReport report, int stage) {
        return Objects.requireNonNull(report.stages().get(stage).disturbance());
    }

    @Test
    @DisplayName("N4 a worker that is killed ends the run, INVALID, and the others come home")
    void aKilledWorkerEndsTheRun() throws IOException {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL);
                LocalWorkers workers = LocalWorkers.start(2)) {
            AtomicBoolean killed = new AtomicBoolean();
            LoadReport report = new LoadTest()
                    .run(
                            lossy(server.url()).duration(Duration.ofSeconds(60)).build(),
                            progress -> {
                                boolean sending =
                                        progress.phase() == LoadListener.Phase.MEASURING && progress.sent() > 0;
                                if (sending && killed.compareAndSet(false, true)) {
                                    workers.processes().get(1).destroyForcibly();
                                }
                            },
                            workers);

            check(report);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.reasons().get(0)).startsWith("worker 2 (process ").contains(") was lost: ");
            assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(60));
            assertThat(report.messages().lost())
                    .as("what is not known is not claimed")
                    .isZero();
            assertThat(report.generator().workers()).hasSize(1);
        }
    }

    @Test
    @DisplayName("N4 a worker whose leader is gone ends by itself")
    void aWorkerWithoutALeaderEnds() throws IOException {
        LocalWorkers workers = LocalWorkers.start(1);
        workers.links().get(0).close();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(workers.processes()).noneMatch(Process::isAlive));
        workers.close();
    }

    @Test
    @DisplayName("N4 N5 more workers than rooms that stay whole are refused before anything is tried")
    void tooManyWorkersAreRefused() {
        LoadPlan disturbed = plan(URI.create("ws://h:1"))
                .stages(List.of(stage("storm", 100, Optional.of(new Disturbance.Reconnect(1, true)))))
                .build();
        assertThatThrownBy(() -> LoadTest.requireShareable(disturbed, 4)).isInstanceOf(PlanException.class);

        assertThatThrownBy(() -> LoadTest.requireShareable(
                        plan(URI.create("ws://h:1")).inFlight(1).build(), 4))
                .isInstanceOf(PlanException.class)
                .hasMessage("4 workers are more than there are rooms (3)");
    }
}

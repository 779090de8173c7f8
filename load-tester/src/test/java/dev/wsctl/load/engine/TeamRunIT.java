package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.check;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import dev.wsctl.load.report.LoadReport.WorkerFigures;
import dev.wsctl.load.team.LocalWorkers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A plan carried out by several processes is the same run. */
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
            LoadReport report =
                    together(workers, plan(server.url()).ratePerSecond(300).deliveryDeadline(Duration.ofMillis(700)));

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
    @DisplayName("N4 a worker that is killed ends the run, INVALID, and the others come home")
    void aKilledWorkerEndsTheRun() throws IOException {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL);
                LocalWorkers workers = LocalWorkers.start(2)) {
            AtomicBoolean killed = new AtomicBoolean();
            LoadReport report = new LoadTest()
                    .run(
                            plan(server.url()).duration(Duration.ofSeconds(60)).build(),
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
    @DisplayName("N4 more workers than rooms with messages in flight are refused before anything is tried")
    void tooManyWorkersAreRefused() {
        assertThatThrownBy(() -> LoadTest.requireShareable(
                        plan(URI.create("ws://h:1")).inFlight(1).build(), 4))
                .isInstanceOf(PlanException.class)
                .hasMessage("4 workers are more than there are rooms (3)");
    }
}

package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What stages do to clients and servers is done, undone, and told apart from what the server did. */
@Execution(ExecutionMode.CONCURRENT)
class DisturbanceIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A second and a half of peace, a second of disturbance, a second of peace, at 100 messages a second. */
    private static LoadPlanBuilder disturbed(URI url, Stage.Kind kind, Disturbance disturbance) {
        return disturbed(url, Duration.ofMillis(1500), SECOND, kind, disturbance);
    }

    private static LoadPlanBuilder disturbed(
            URI url, Duration before, Duration length, Stage.Kind kind, Disturbance disturbance) {
        return plan(url)
                .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)))
                .faultsAllowed(true)
                .stages(List.of(
                        Stage.even("before", Stage.Kind.HOLD, before, 100),
                        new Stage("disturbed", kind, length, 100, 100, Optional.of(disturbance)),
                        Stage.even("after", Stage.Kind.HOLD, SECOND, 100)));
    }

    private static LoadReport.Disturbed disturbed(LoadReport report) {
        LoadReport.Disturbed disturbed = report.stages().get(1).disturbance();
        assertThat(disturbed).isNotNull();
        return disturbed;
    }

    @Test
    @DisplayName("N5 in a reconnect storm all come back, and what the gap cost is told apart from what the server lost")
    void everybodyComesBackAfterAStorm() {
        AtomicLong dropped = new AtomicLong();
        try (FixtureServer server = new FixtureServer(parcel -> {
            // So long before the storm that it explains none of these, however slow the machine is.
            if (parcel.message() < 20 && parcel.nth() % 10 == 0) {
                dropped.incrementAndGet();
            } else {
                parcel.deliver();
            }
        })) {
            LoadReport report = run(disturbed(
                            server.url(),
                            Duration.ofSeconds(5),
                            // So long that all are back before it ends, however busy this machine is.
                            Duration.ofSeconds(3),
                            Stage.Kind.STORM,
                            new Disturbance.Reconnect(1, false))
                    .deliveryDeadline(Duration.ofSeconds(2)));

            LoadReport.Disturbed storm = disturbed(report);
            assertThat(storm.touched()).isEqualTo(30);
            assertThat(storm.dropped()).isEqualTo(30);
            assertThat(storm.reconnected()).isEqualTo(30);
            assertThat(storm.reconnected99()).isPositive();
            assertThat(report.connections().failed()).isEmpty();
            assertThat(dropped).hasValue(20);
            assertThat(report.messages().lost() - storm.lostInGap()).isEqualTo(20);
            assertThat(report.reasons())
                    .contains("20 deliveries lost" + (storm.lostInGap() > 0 ? " that no disturbance explains" : ""));
            assertThat(report.stages().get(2).messages().lost()).isZero();
        }
    }

    @Test
    @DisplayName("N5 clients of an instance that restarts stay away for as long as it asked them to")
    void clientsComeBackWhenTheServerSaid() {
        Set<Channel> told = ConcurrentHashMap.newKeySet();
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.message() >= 160 && parcel.message() < 200 && parcel.memberPlace() == 0) {
                if (told.add(parcel.member())) {
                    parcel.member()
                            .write(
                                    new TextWebSocketFrame(
                                            "{\"type\":\"server_shutdown\",\"server_id\":\"f\",\"reconnect_in_ms\":900}"),
                                    parcel.member().voidPromise());
                    parcel.member()
                            .writeAndFlush(
                                    new CloseWebSocketFrame(1012, "restart"),
                                    parcel.member().voidPromise());
                }
            } else {
                parcel.deliver();
            }
        })) {
            // By its own backoff a client would be back within 200 ms. The stage is so long that a busy machine, too,
            // has
            // come to its messages before it ends.
            LoadReport report = run(disturbed(
                            server.url(),
                            Duration.ofMillis(1500),
                            Duration.ofSeconds(3),
                            Stage.Kind.FAULT,
                            new Disturbance.Command("true", Optional.empty()))
                    .deliveryDeadline(Duration.ofSeconds(2)));

            LoadReport.Disturbed restart = disturbed(report);
            assertThat(told).hasSize(3);
            assertThat(restart.dropped()).isEqualTo(3);
            assertThat(restart.reconnected()).isEqualTo(3);
            assertThat(restart.reconnected99()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
            assertThat(report.connections().failed()).isEmpty();
        }
    }

    @Test
    @DisplayName("N5 what a slow server still had under way when a storm broke is lost to the storm, not to the server")
    void whatIsUnderWayIsLostToTheStorm() {
        try (FixtureServer server = new FixtureServer(
                parcel -> parcel.member().eventLoop().schedule(parcel::deliver, 1200, TimeUnit.MILLISECONDS))) {
            LoadReport report = run(disturbed(server.url(), Stage.Kind.STORM, new Disturbance.Reconnect(1, false))
                    .deliveryDeadline(Duration.ofSeconds(5)));

            LoadReport.Disturbed storm = disturbed(report);
            assertThat(storm.reconnected()).isEqualTo(30);
            // 1.2 s of a hundred messages a second to ten members each were on their way, less what a busy machine had
            // not sent yet.
            assertThat(storm.lostInGap()).isGreaterThan(500);
            assertThat(report.messages().lost() - storm.lostInGap()).isZero();
        }
    }

    @Test
    @DisplayName("N5 clients that stop reading read on afterwards, and the others' latency stands by itself")
    void slowReadersDoNotSpoilTheBystandersFigures() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(disturbed(server.url(), Stage.Kind.STORM, new Disturbance.SlowReaders(0.1, 4096)));

            LoadReport.Disturbed slow = disturbed(report);
            assertThat(slow.touched()).isEqualTo(3);
            assertThat(slow.dropped()).isZero();
            assertThat(report.messages().lost()).isZero();
            LoadReport.Stage stage = report.stages().get(1);
            assertThat(slow.bystanders().count())
                    .isPositive()
                    .isLessThan(stage.corrected().count());
            assertThat(stage.corrected().max()).isGreaterThan(500_000);
            assertThat(slow.bystanders().p50()).isLessThan(stage.corrected().max());
        }
    }

    @Test
    @DisplayName(
            "N5 a client that notices only afterwards that its connection ended while it did not read is no failure")
    void whatIsNoticedAfterwardsBelongsToTheDisturbance() {
        // 150 messages before, 100 while nobody reads. Then one member of each room hears nothing more, and is closed.
        try (FixtureServer server = new FixtureServer(parcel -> {
            if (parcel.message() < 250 || parcel.memberPlace() > 0) {
                parcel.deliver();
            } else if (parcel.message() >= 270) {
                parcel.member().close();
            }
        })) {
            LoadReport report = run(disturbed(server.url(), Stage.Kind.STORM, new Disturbance.SlowReaders(1, 4096))
                    .deliveryDeadline(Duration.ofSeconds(2)));

            LoadReport.Disturbed slow = disturbed(report);
            assertThat(report.connections().failed()).isEmpty();
            assertThat(slow.touched()).isEqualTo(30);
            assertThat(slow.dropped()).isEqualTo(3);
            assertThat(slow.reconnected()).isEqualTo(3);
            assertThat(report.stages().get(2).messages().lost()).isPositive();
            assertThat(slow.lostInGap()).isEqualTo(report.messages().lost());
        }
    }

    @Test
    @DisplayName("N5 clients on bad networks receive everything, late")
    void badNetworksDelay() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadReport report = run(disturbed(
                    server.url(), Stage.Kind.STORM, new Disturbance.BadNetwork(0.5, Duration.ofMillis(50), 20_000)));

            assertThat(disturbed(report).touched()).isEqualTo(15);
            assertThat(report.messages().lost()).isZero();
            assertThat(report.stages().get(1).corrected().max()).isGreaterThan(20_000);
        }
    }

    @Test
    @DisplayName("N5 a process is stopped for the stage and goes on afterwards")
    void aStoppedProcessGoesOn() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        StringBuilder states = new StringBuilder();
        try (FixtureServer server = new FixtureServer(parcel -> {
            parcel.deliver();
            if (parcel.nth() % 100 == 0) {
                states.append(state(process));
            }
        })) {
            LoadReport report = run(disturbed(
                    server.url(),
                    Stage.Kind.FAULT,
                    new Disturbance.Signal(Long.toString(process.pid()), "STOP", Optional.empty())));

            assertThat(disturbed(report).notes()).isEmpty();
            assertThat(states).containsPattern("S+T+S+");
        } finally {
            process.destroyForcibly();
        }
    }

    private static char state(Process process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.indexOf(')') + 2);
        } catch (IOException e) {
            return '?';
        }
    }

    @Test
    @DisplayName("N5 a command that fails, a process that is not there and a Redis out of reach are told")
    void whatCouldNotBeDoneIsTold() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadPlanBuilder plan = plan(server.url())
                    .faultsAllowed(true)
                    .stages(List.of(
                            stage(
                                    "command",
                                    new Disturbance.Command("echo no such container; exit 3", Optional.empty())),
                            stage("signal", new Disturbance.Signal("/no/such/file", "TERM", Optional.empty())),
                            stage("redis", new Disturbance.RedisPause("redis://:secret@h:1", SECOND))));

            LoadReport report = run(plan);

            assertThat(report.stages())
                    .extracting(LoadReport.Stage::disturbance)
                    .extracting(disturbed -> disturbed == null ? "" : String.join("|", disturbed.notes()))
                    .containsExactly(
                            "the command ended with exit code 3: no such container",
                            "no process id and no readable file: /no/such/file",
                            "there is no way to Redis here");
        }
    }

    private static Stage stage(String name, Disturbance disturbance) {
        return new Stage(name, Stage.Kind.FAULT, Duration.ofMillis(400), 50, 50, Optional.of(disturbance));
    }
}

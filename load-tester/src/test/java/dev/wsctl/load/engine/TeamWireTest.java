package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.dialect.Answer;
import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.SocketIoDialect;
import dev.wsctl.load.dialect.TemplateDialect;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.MessageSizes;
import dev.wsctl.load.plan.PayloadTemplate;
import dev.wsctl.load.plan.RoomSkew;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What leader and workers say arrives as it was said. */
class TeamWireTest {

    private static final TemplateDialect TEMPLATE = new TemplateDialect(
            "mine",
            "{target}/{room}",
            "v1.json",
            List.of("{\"join\":\"{room}\"}", "ü"),
            Optional.of(new Condition.At("/4/status", "ok")),
            List.of(new Condition.At("/4/status", "error"), new Condition.Contains("no")),
            List.of(new Answer(new Condition.Contains("ping"), "pong {n}")),
            "<{text}>",
            Optional.of(new KeepAlive("ping", Duration.ofSeconds(25))));

    private static LoadPlanBuilder plan(Dialect dialect) {
        return LoadPlan.builder(dialect, List.of(URI.create("ws://a:1/ws"), URI.create("wss://b:2/ws?x=1")));
    }

    private static LoadPlan sent(LoadPlan plan) throws IOException {
        TeamMessage message = TeamWire.read(TeamWire.bytes(new TeamMessage.Job(new Share(1, 3), 42, plan)));
        assertThat(message).isInstanceOfSatisfying(TeamMessage.Job.class, job -> {
            assertThat(job.share()).isEqualTo(new Share(1, 3));
            assertThat(job.runId()).isEqualTo(42);
        });
        return ((TeamMessage.Job) message).plan();
    }

    @Test
    @DisplayName("N4 a plan with stages, headers and a template")
    void aPlanWithATemplate() throws IOException {
        LoadPlan plan = plan(TEMPLATE)
                .connections(1000)
                .rooms(7)
                .stages(List.of(
                        Stage.even("warm", Stage.Kind.WARM_UP, Duration.ofSeconds(2), 10),
                        new Stage("up", Stage.Kind.RAMP, Duration.ofSeconds(3), 10, 50, Optional.empty()),
                        Stage.even("hold", Stage.Kind.HOLD, Duration.ofSeconds(5), 50)))
                .message(new MessageShape(
                        MessageSizes.parse("60%:100-300,40%:4000"),
                        PayloadTemplate.parse("{data.name}: {pad}{marker}"),
                        new DataRows(List.of("name"), new byte[] {'a', 'b'}, new int[] {1, 2}, new int[] {2, 4}),
                        true))
                .skew(new RoomSkew(1.25))
                .senderShare(0.3)
                .messageLimit(77)
                .seed(-5)
                .header("Cookie", "a=b")
                .network(new ClientNetwork("v2, v3", true, ClientTls.trustingAnything(), List.of("127.0.0.2", "::1")))
                .build();

        assertThat(sent(plan)).isEqualTo(plan);
    }

    @Test
    @DisplayName("N5 what is done to clients, in full; of what is done to servers and Redis only that it is done")
    void disturbances() throws IOException {
        LoadPlan plan = plan(new ChatDialect())
                .rooms(3)
                .backoff(new Backoff(Duration.ofMillis(70), Duration.ofSeconds(7)))
                .faultsAllowed(true)
                .stages(List.of(
                        disturbed("storm", new Disturbance.Reconnect(0.5, true)),
                        disturbed("slow", new Disturbance.SlowReaders(0.05, 4096)),
                        disturbed("bad", new Disturbance.BadNetwork(0.1, Duration.ofMillis(300), 4000)),
                        disturbed("signal", new Disturbance.Signal("/secret/pid", "STOP", Optional.empty())),
                        disturbed("command", new Disturbance.Command("secret --now", Optional.of("secret --undo"))),
                        disturbed("pause", new Disturbance.RedisPause("redis://:secret@h:1", Duration.ofSeconds(5)))))
                .build();

        LoadPlan arrived = sent(plan);

        assertThat(arrived.backoff()).isEqualTo(plan.backoff());
        assertThat(arrived.stages().subList(0, 3)).isEqualTo(plan.stages().subList(0, 3));
        assertThat(arrived.stages().subList(3, 6))
                .extracting(stage -> stage.disturbance().orElseThrow())
                .containsOnly(new Disturbance.ByTheLeader());
        byte[] job = TeamWire.bytes(new TeamMessage.Job(new Share(0, 3), 42, plan));
        assertThat(new String(job, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    private static Stage disturbed(String name, Disturbance what) {
        return new Stage(name, Stage.Kind.FAULT, Duration.ofSeconds(1), 10, 10, Optional.of(what));
    }

    @Test
    @DisplayName("N4 a plan with messages in flight over Socket.IO, and one for the reference server")
    void plansOfOtherDialects() throws IOException {
        LoadPlan socketIo = plan(new SocketIoDialect(
                        "io", "/chat", "{\"t\":1}", "[\"j\",\"{room}\"]", true, "[\"m\",\"{text}\"]"))
                .inFlight(3)
                .build();
        LoadPlan chat = plan(new ChatDialect()).build();

        assertThat(sent(socketIo).dialect()).isEqualTo(socketIo.dialect());
        assertThat(sent(socketIo).inFlight()).hasValue(3);
        assertThat(sent(socketIo).stages()).isEqualTo(socketIo.stages());
        assertThat(sent(chat).dialect()).isInstanceOf(ChatDialect.class);
    }

    @Test
    @DisplayName("N4 how a worker is, and what it brings home")
    void statusAndOutcome() throws IOException {
        LoadPlan plan = plan(new ChatDialect()).build();
        Histogram interval = new Histogram(Recorder.LONGEST_NANOS, Recorder.MATRIX_DIGITS);
        interval.recordValue(1_234_567);
        TeamMessage.Status status = new TeamMessage.Status(1, 2, 3, 4, 5, 6, true, 7, 8, 9.5, interval);
        Recorder recorded = new Recorder(2, plan.stages().size());
        recorded.delivered(3, 5_000_000, 1_000);
        recorded.sentAt(99);
        recorded.stages[0].corrected.recordValue(6_000_000);
        recorded.stages[0].expected = 11;
        Outcome outcome = new Outcome(
                recorded,
                Expectation.of(new long[] {1, 2, 3, 4}, 2, plan.stages().size()),
                50,
                List.of(new LoadReport.Failure("ws://a:1/ws", "refused", 2)),
                new Outcome.Self(12.5, 300, 0.001, 1 << 20),
                List.of(),
                new Outcome.Measured(10, 9),
                new Disturbances(GapLosses.of(plan.stages(), new long[] {17}), List.of()),
                true);

        assertThat(TeamWire.read(TeamWire.bytes(status), plan)).isEqualTo(status);
        Outcome home =
                ((TeamMessage.Home) TeamWire.read(TeamWire.bytes(new TeamMessage.Home(outcome, 77)), plan)).outcome();
        assertThat(home.recorded().delivered).containsExactly(0, 0, 0, 1);
        assertThat(home.recorded().pair(3).getValueAtPercentile(100)).isBetween(4_950_000L, 5_050_000L);
        assertThat(home.recorded().stages[0].corrected).isEqualTo(recorded.stages[0].corrected);
        assertThat(home.recorded().stages[0].expected).isEqualTo(11);
        assertThat(home.recorded().lastSent()).isEqualTo(99);
        assertThat(home.expectation().pairs()).containsExactly(1, 2, 3, 4);
        assertThat(home.disturbances().losses().of(0)).isEqualTo(17);
        assertThat(home.failures()).isEqualTo(outcome.failures());
        assertThat(home.self()).isEqualTo(outcome.self());
        assertThat(home.measured()).isEqualTo(outcome.measured());
        assertThat(home.joined()).isEqualTo(50);
        assertThat(home.stopped()).isTrue();
    }

    @Test
    @DisplayName("N4 the start, and the words without content")
    void startAndEnd() throws IOException {
        BitSet present = new BitSet();
        present.set(3);
        present.set(70_000);
        for (TeamMessage message : List.of(
                new TeamMessage.Hello(1, "machine"),
                new TeamMessage.Go(present, -8),
                new TeamMessage.Stop(),
                new TeamMessage.Close(),
                new TeamMessage.Unable("no files left"))) {
            assertThat(TeamWire.read(TeamWire.bytes(message))).isEqualTo(message);
        }
    }

    @Test
    @DisplayName("N4 what is no message is refused, and no length fills the memory")
    void whatIsNoMessage() {
        for (byte[] bytes : List.of(
                new byte[] {}, new byte[] {'?'}, new byte[] {'G', 0x7f, -1, -1, -1}, new byte[] {'J', 0, 0, 0, 1})) {
            assertThatThrownBy(() -> TeamWire.read(bytes)).isInstanceOf(IOException.class);
        }
    }
}

package dev.wsctl.load.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.preflight.Limit.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Before the first connection of a load test")
class PreflightTest {
    private static final long HEAP = 512L << 20;

    @TempDir
    Path proc;

    @BeforeEach
    void aUsualMachine() throws IOException {
        limits("20000", "524288");
        write("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        write("sys/net/core/somaxconn", "4096\n");
        write("meminfo", "MemTotal:       16303428 kB\nMemAvailable:    8388608 kB\n");
    }

    private void limits(String soft, String hard) throws IOException {
        write(
                "self/limits",
                "Limit                     Soft Limit           Hard Limit           Units\n"
                        + "Max processes             63467                63467                processes\n"
                        + "Max open files            " + soft + "                 " + hard + "               files\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private Machine machine() {
        return Machine.of(proc, HEAP, 4);
    }

    private static LoadPlanBuilder plan(String... targets) {
        return LoadPlan.builder(
                new ChatDialect(), Stream.of(targets).map(URI::create).toList());
    }

    private static ClientNetwork from(String... sources) {
        return new ClientNetwork("", false, ClientTls.USUAL, List.of(sources));
    }

    private Limit limit(LoadPlanBuilder plan, Headcount heads, String name) {
        List<Limit> limits = Preflight.limits(plan.build(), heads, machine());
        return limits.stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + limits));
    }

    @Test
    @DisplayName("a machine tells its limits in /proc")
    void aMachineTellsItsLimits() {
        assertThat(machine())
                .isEqualTo(new Machine(
                        OptionalLong.of(20_000),
                        OptionalLong.of(524_288),
                        OptionalLong.of(28_232),
                        OptionalLong.of(4_096),
                        OptionalLong.of(8L << 30),
                        HEAP,
                        4));
    }

    @Test
    @DisplayName("what a machine does not tell is unknown, and never ok; it rules nothing out")
    void whatIsNotToldIsUnknown() {
        List<Limit> limits = Preflight.limits(
                plan("ws://h:1").connections(90_000).rooms(900).build(),
                Headcount.ALONE,
                Machine.of(proc.resolve("nothing"), 2 * HEAP, 4));

        assertThat(limits)
                .filteredOn(limit -> !limit.name().equals("heap"))
                .hasSize(4)
                .allSatisfy(limit -> assertThat(limit.state()).isEqualTo(State.UNKNOWN));
        assertThat(Preflight.obstacle(limits)).isEmpty();
    }

    @Test
    @DisplayName("nonsense in /proc is as if it were not there")
    void nonsenseIsUnknown() throws IOException {
        limits("many", "more");
        write("sys/net/ipv4/ip_local_port_range", "60999 32768\n");
        write("sys/net/core/somaxconn", "");
        write("meminfo", "MemAvailable: lots\n");

        assertThat(machine().openFiles()).isEmpty();
        assertThat(machine().openFilesAtMost()).isEmpty();
        assertThat(machine().ports()).isEmpty();
        assertThat(machine().backlog()).isEmpty();
        assertThat(machine().freeBytes()).isEmpty();
    }

    @Test
    @DisplayName("too few open files are told with the commands that raise the limit")
    void tooFewOpenFiles() throws IOException {
        limits("1024", "524288");
        LoadPlanBuilder plan = plan("ws://h:1").connections(5_000);

        Limit soft = limit(plan, Headcount.ALONE, "open files");
        assertThat(soft.state()).isEqualTo(State.TOO_LOW);
        assertThat(soft.problem()).contains("5000 connections need more open files than this process may have (1024)");
        assertThat(soft.hint())
                .contains("at most 924 connections", "ulimit -n 5100;", "LimitNOFILE=5100")
                .doesNotContain("root");

        limits("1024", "4096");
        assertThat(limit(plan, Headcount.ALONE, "open files").hint())
                .contains("ulimit -n 5100 as root, the hard limit is 4096");
        assertThat(limit(plan, Headcount.local(2), "open files").hint()).contains("ulimit -n 2600;");
        assertThat(limit(plan, Headcount.local(6), "open files").state()).isEqualTo(State.OK);

        limits("unlimited", "unlimited");
        assertThat(limit(plan, Headcount.ALONE, "open files").state()).isEqualTo(State.OK);
    }

    @Test
    @DisplayName("ports are counted for each address and port of a server, times the source addresses")
    void portsAreCounted() {
        Limit one = limit(
                plan("ws://10.0.0.1:1/a", "ws://10.0.0.1:1/b").connections(30_000),
                Headcount.ALONE,
                "ports to 10.0.0.1:1");
        assertThat(one.state()).isEqualTo(State.TOO_LOW);
        assertThat(one.needed()).isEqualTo(30_000);
        assertThat(one.allowed()).hasValue(28_232);
        assertThat(one.hint())
                .contains("2 addresses of this machine with --source-ip", "ip_local_port_range='1024 65535'");

        LoadPlanBuilder two = plan("ws://10.0.0.1:1", "wss://10.0.0.2").connections(30_000);
        assertThat(limit(two, Headcount.ALONE, "ports to 10.0.0.1:1").state()).isEqualTo(State.OK);
        assertThat(limit(two, Headcount.ALONE, "ports to 10.0.0.2:443").needed())
                .isEqualTo(15_000);

        LoadPlanBuilder sources = plan("ws://10.0.0.1:1").connections(30_000).network(from("10.0.0.8", "10.0.0.9"));
        assertThat(limit(sources, Headcount.ALONE, "ports to 10.0.0.1:1").allowed())
                .hasValue(2 * 28_232);
        LoadPlanBuilder other = plan("ws://[2001:db8::1]:1").connections(30_000).network(from("10.0.0.8", "10.0.0.9"));
        assertThat(limit(other, Headcount.ALONE, "ports to [2001:db8::1]:1").state())
                .isEqualTo(State.TOO_LOW);

        LoadPlanBuilder tight = plan("ws://h:1").connections(28_000);
        assertThat(limit(tight, Headcount.ALONE, "ports to h:1").state()).isEqualTo(State.TIGHT);
        assertThat(limit(tight, Headcount.oneOf(2), "ports to h:1").state()).isEqualTo(State.OK);
        assertThat(limit(tight, Headcount.local(3), "ports to h:1").needed()).isEqualTo(28_000);
    }

    @Test
    @DisplayName("on loopback there are as many source addresses as it takes, on IPv4")
    void loopbackHasEnough() {
        LoadPlanBuilder plan = plan("ws://127.0.0.1:1", "ws://[::1]:1").connections(90_000);

        assertThat(limit(plan, Headcount.ALONE, "ports to 127.0.0.1:1").allowed())
                .hasValue(Machine.UNLIMITED);
        assertThat(limit(plan, Headcount.ALONE, "ports to [::1]:1").state()).isEqualTo(State.TOO_LOW);
    }

    @Test
    @DisplayName("a short listen backlog is a hint only")
    void aShortBacklogIsAHint() throws IOException {
        write("sys/net/core/somaxconn", "64\n");
        LoadPlanBuilder plan = plan("ws://h:1").connections(500);

        Limit backlog = limit(plan, Headcount.ALONE, "net.core.somaxconn");
        assertThat(backlog.state()).isEqualTo(State.TIGHT);
        assertThat(backlog.problem()).contains("no more than 64 connections wait", "128 are opened at a time");
        assertThat(Preflight.obstacle(List.of(backlog))).isEmpty();
    }

    @Test
    @DisplayName("a heap too small for connections, stages and ledger is told with the -Xmx that would do")
    void aSmallHeapIsTold() {
        LoadPlanBuilder large = plan("ws://h:1").connections(100_000).rooms(1_000);
        Limit heap = limit(large, Headcount.ALONE, "heap");
        assertThat(heap.state()).isEqualTo(State.TOO_LOW);
        assertThat(heap.needed()).isGreaterThan(100_000 * Needs.CONNECTION_BYTES);
        assertThat(heap.hint()).contains("WSCTL_JAVA_OPTS=-Xmx9").contains("more --workers");
        assertThat(limit(large, Headcount.local(4), "heap").state()).isEqualTo(State.OK);

        // 40,000 messages of each sender would be kept, were they lost: 64 Ki x 16 bytes x 1,000.
        LoadPlanBuilder lossy = plan("ws://h:1")
                .connections(1_000)
                .rooms(20)
                .ratePerSecond(10_000)
                .duration(Duration.ofSeconds(4_000));
        Limit tight = limit(lossy, Headcount.ALONE, "heap");
        assertThat(tight.state()).isEqualTo(State.TIGHT);
        assertThat(tight.problem()).contains("if messages are lost");

        assertThat(limit(plan("ws://h:1").connections(1_000).rooms(20), Headcount.ALONE, "heap")
                        .state())
                .isEqualTo(State.OK);
    }

    @Test
    @DisplayName("little free memory is a hint only, and counts all processes of this machine")
    void littleFreeMemoryIsAHint() throws IOException {
        write("meminfo", "MemAvailable:    131072 kB\n");
        LoadPlanBuilder plan = plan("ws://h:1").connections(1_000).rooms(20);

        assertThat(limit(plan, Headcount.ALONE, "free memory").state()).isEqualTo(State.OK);
        Limit tight = limit(plan, Headcount.local(8), "free memory");
        assertThat(tight.state()).isEqualTo(State.TIGHT);
        assertThat(tight.problem()).contains("128 MiB are free here");
    }

    @Test
    @DisplayName("the first obstacle is told, and the others named")
    void theOthersAreNamed() throws IOException {
        limits("1024", "1024");
        List<Limit> limits = Preflight.limits(
                plan("ws://h:1").connections(100_000).rooms(1_000).build(), Headcount.ALONE, machine());

        assertThat(Preflight.obstacle(limits)).hasValueSatisfying(obstacle -> {
            assertThat(obstacle).hasMessageContaining("more open files");
            assertThat(obstacle.hint()).endsWith("Too low as well: ports to h:1, heap.");
        });
    }

    @Test
    @DisplayName("deliveries are foretold room by room")
    void deliveriesAreForetold() {
        LoadPlan plan = plan("ws://h:1")
                .connections(10)
                .rooms(3)
                .ratePerSecond(6)
                .warmUp(Duration.ofSeconds(1))
                .duration(Duration.ofSeconds(4))
                .build();

        Traffic traffic = Traffic.of(plan);
        assertThat(traffic.messages()).hasValue(30);
        assertThat(traffic.senders()).isEqualTo(10);
        assertThat(traffic.deliveriesPerMessage()).isEqualTo((16 + 9 + 9) / 10.0);

        Traffic closed =
                Traffic.of(plan("ws://h:1").connections(10).rooms(5).inFlight(2).build());
        assertThat(closed.messages()).isEmpty();
        assertThat(closed.deliveriesPerMessage()).isEqualTo(2);
    }
}

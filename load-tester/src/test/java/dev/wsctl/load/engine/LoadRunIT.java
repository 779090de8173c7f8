package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadRunIT {

    private static LoadPlanBuilder plan(URI... targets) {
        return LoadPlan.builder(new ChatDialect(), List.of(targets))
                .connections(30)
                .rooms(3)
                .ratePerSecond(100)
                .duration(Duration.ofSeconds(1))
                .connectTimeout(Duration.ofSeconds(10))
                .deliveryDeadline(Duration.ofSeconds(2));
    }

    private static LoadReport run(LoadPlanBuilder plan) {
        LoadReport report = new LoadTest().run(plan.build(), LoadListener.NONE);
        LoadReport.Messages messages = report.messages();
        assertThat(messages.delivered() + messages.lost()).isEqualTo(messages.expected());
        return report;
    }

    @Test
    @DisplayName("N4 E15 a faithful server's deliveries are all found, over two targets")
    void aFaithfulServerLosesNothing() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL);
                FixtureServer other = new FixtureServer(FixtureServer.FAITHFUL)) {
            // The two don't hear each other: exactly the pairs from one to the other are lost.
            LoadReport report = run(plan(server.url(), other.url()));

            assertThat(report.connections().opened()).isEqualTo(30);
            assertThat(report.messages().sent()).isEqualTo(100);
            assertThat(report.messages().expected()).isEqualTo(1000);
            assertThat(report.messages().delivered()).isEqualTo(server.pairs() + other.pairs());
            assertThat(report.matrix()).hasSize(4);
            assertThat(report.matrix())
                    .allSatisfy(pair ->
                            assertThat(pair.lost()).isEqualTo(pair.from().equals(pair.to()) ? 0 : pair.expected()));
            assertThat(report.verdict()).isNotEqualTo(LoadReport.Verdict.PASSED);
        }
    }

    @Test
    @DisplayName("N4 losses are counted exactly")
    void lossesAreCountedExactly() {
        AtomicLong dropped = new AtomicLong();
        try (FixtureServer server = new FixtureServer((nth, member, deliver) -> {
            if (nth % 7 == 3) {
                dropped.incrementAndGet();
            } else {
                deliver.run();
            }
        })) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.messages().expected()).isEqualTo(1000);
            assertThat(report.messages().lost()).isEqualTo(dropped.get()).isPositive();
            assertThat(report.messages().duplicated()).isZero();
            assertThat(report.messages().reordered()).isZero();
        }
    }

    @Test
    @DisplayName("N4 duplicates are counted exactly")
    void duplicatesAreCountedExactly() {
        AtomicLong doubled = new AtomicLong();
        try (FixtureServer server = new FixtureServer((nth, member, deliver) -> {
            deliver.run();
            if (nth % 5 == 0) {
                doubled.incrementAndGet();
                deliver.run();
            }
        })) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.messages().duplicated()).isEqualTo(doubled.get()).isPositive();
            assertThat(report.messages().lost()).isZero();
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
    @DisplayName("N4 a target that refuses connections is counted with the reason; nothing measured is INVALID")
    void aRefusedTargetIsCountedWithItsReason() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        LoadReport report = run(plan(URI.create("ws://127.0.0.1:" + port)));

        assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.INVALID);
        assertThat(report.connections().opened()).isZero();
        assertThat(report.connections().failed()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("connection refused");
            assertThat(failure.count()).isEqualTo(30);
        });
    }

    @Test
    @DisplayName("N4 a server that never answers the handshake ends by the connect timeout, with the reason")
    void aServerThatNeverAnswersEndsByTheTimeout() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            LoadReport report = run(
                    plan(URI.create("ws://127.0.0.1:" + deaf.getLocalPort())).connectTimeout(Duration.ofMillis(300)));

            assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.INVALID);
            assertThat(report.connections().failed().stream()
                            .mapToInt(LoadReport.Failure::count)
                            .sum())
                    .isEqualTo(30);
            assertThat(report.connections().failed().get(0).reason())
                    .isEqualTo("no answer to the handshake within 300 ms");
        }
    }

    @Test
    @DisplayName("N4 a stop from another thread ends the run early with what was measured")
    void aStopEndsTheRunEarly() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            LoadTest test = new LoadTest();
            LoadReport report =
                    test.run(plan(server.url()).duration(Duration.ofMinutes(5)).build(), progress -> {
                        if (progress.delivered() > 100) {
                            test.stop();
                        }
                    });

            assertThat(report.elapsed()).isLessThan(Duration.ofMinutes(2));
            assertThat(report.messages().delivered()).isPositive();
            assertThat(report.reasons()).anyMatch(reason -> reason.startsWith("stopped early"));
        }
    }

    @Test
    @DisplayName("N4 a server that answers 403 is reported with status and first line")
    void aRefusalIsReportedWithItsFirstLine() throws IOException {
        byte[] answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 18\r\n\r\norigin not allowed"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (ServerSocket refusing = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerAll(refusing, answer));
            thread.setDaemon(true);
            thread.start();
            LoadReport report = run(plan(URI.create("ws://127.0.0.1:" + refusing.getLocalPort())));

            assertThat(report.connections().failed()).singleElement().satisfies(failure -> {
                assertThat(failure.reason()).isEqualTo("HTTP 403 Forbidden: origin not allowed");
                assertThat(failure.count()).isEqualTo(30);
            });
        }
    }

    private static void answerAll(ServerSocket listening, byte[] answer) {
        while (!listening.isClosed()) {
            try (java.net.Socket socket = listening.accept()) {
                int read = socket.getInputStream().read(new byte[4096]);
                if (read > 0) {
                    socket.getOutputStream().write(answer);
                }
            } catch (IOException e) {
                assertThat(e).isNotNull(); // the test is over, or one client has gone: the loop's condition tells
            }
        }
    }

    @Test
    @DisplayName("N4 a server's stall of 200 ms shows in corrected and in service latency")
    void aStallOfTheServerShowsInBoth() {
        try (FixtureServer server = new FixtureServer((nth, member, deliver) -> {
            if (nth == 300) {
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            }
            deliver.run();
        })) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.latency().corrected().max()).isGreaterThan(180_000);
            assertThat(report.latency().service().max()).isGreaterThan(180_000);
        }
    }
}

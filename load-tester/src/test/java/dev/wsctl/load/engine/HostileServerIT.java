package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.onlyFailure;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, and however slowly: the run ends when its plan says, with an account of what it met. */
class HostileServerIT {

    private static final int MEGABYTE = 1 << 20;
    private static final int HUNDRED = 100;

    private static LoadPlanBuilder one(ScriptedServer server) {
        return plan(server.url())
                .connections(1)
                .rooms(1)
                .ratePerSecond(20)
                .duration(Duration.ofMillis(500))
                .deliveryDeadline(Duration.ofMillis(300));
    }

    private static LoadReport against(ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return run(one(server));
        }
    }

    /** The same where something comes that ends the connection: a busy machine needs its time until it has read that. */
    private static LoadReport patientlyAgainst(ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return run(one(server).deliveryDeadline(Duration.ofSeconds(30)));
        }
    }

    private static byte[] frame(int first, int length) {
        byte[] header = ScriptedServer.Conversation.header(first, length);
        byte[] frame = new byte[header.length + length];
        System.arraycopy(header, 0, frame, 0, header.length);
        return frame;
    }

    @Test
    @DisplayName("N4 100 MB of messages nobody asked for: read, let go of, and not taken for deliveries")
    void aHundredMegabytesOfMessages() throws IOException {
        AtomicLong most = new AtomicLong();
        long before = direct();
        LoadReport report;
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.join();
            with.read(); // the run has begun
            with.flood(frame(0x82, MEGABYTE), HUNDRED);
            with.ignoreAll();
        })) {
            report = new LoadTest()
                    .run(
                            // Long enough for a busy machine to read it all.
                            one(server).deliveryDeadline(Duration.ofSeconds(2)).build(),
                            progress -> most.accumulateAndGet(direct() - before, Math::max));
        }
        Runs.check(report);

        assertThat(report.connections().failed()).isEmpty();
        assertThat(report.messages().sent()).isEqualTo(10);
        assertThat(report.messages().lost()).isEqualTo(10);
        assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
        assertThat(most).as("bytes held at one time").hasValueLessThan(64L * MEGABYTE);
    }

    private static long direct() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    @Test
    @DisplayName("N4 100 MB as one message in pieces ends its connection at the sixteenth, with the reason")
    void aHundredMegabytesInPieces() throws IOException {
        LoadReport report = patientlyAgainst(with -> {
            with.join();
            with.bytes(frame(0x02, MEGABYTE));
            with.flood(frame(0x00, MEGABYTE), HUNDRED);
            with.ignoreAll();
        });

        assertThat(onlyFailure(report, 1))
                .isEqualTo("during the run: protocol error: the server sent a message of more than 16777216 bytes"
                        + " in fragments");
    }

    @Test
    @DisplayName("N4 100 MB in the place of an answer to the handshake: as headers, and as a page")
    void aHundredMegabytesOfAnswer() throws IOException {
        byte[] lines = "X-More: and more\r\n".repeat(MEGABYTE / 18).getBytes(StandardCharsets.US_ASCII);

        LoadReport headers = against(with -> {
            with.request();
            with.text("HTTP/1.1 101 Switching Protocols\r\n");
            with.flood(lines, HUNDRED);
        });
        LoadReport page = against(with -> {
            with.request();
            with.text("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
            with.flood(lines, HUNDRED);
        });

        assertThat(onlyFailure(headers, 1)).isEqualTo("the server's answer to the handshake has no end");
        assertThat(onlyFailure(page, 1)).isEqualTo("HTTP 200 OK: X-More: and more");
        assertThat(headers.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    @DisplayName("N4 garbage after joining ends each connection as a protocol error, and nothing else")
    void garbageAfterJoining() throws IOException {
        byte[] garbage = new byte[64 << 10];
        new SplittableRandom(6).nextBytes(garbage);
        LoadReport report = patientlyAgainst(with -> {
            with.join();
            with.bytes(garbage);
            with.ignoreAll();
        });

        assertThat(onlyFailure(report, 1)).isEqualTo("during the run: protocol error: the server sent a masked frame");
    }

    @Test
    @DisplayName(
            "N4 a byte a second of the handshake, of what says joined, and of a page that refuses: time is up for each")
    void aByteASecondWhileConnecting() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        LoadReport report;
        try (ScriptedServer server = new ScriptedServer(with -> {
            switch (connections.getAndIncrement()) {
                case 0 -> {
                    with.request();
                    with.trickle("HTTP/1.1 101 Switching Protocols\r\n");
                }
                case 1 -> {
                    with.upgrade();
                    with.trickle("\u0081\u0011{\"type\":\"joined\"}");
                }
                default -> {
                    with.request();
                    with.text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n");
                    with.trickle("try again later");
                }
            }
        })) {
            report = run(one(server).connections(3).connectTimeout(Duration.ofSeconds(3)));
        }

        // Each byte came in time after the one before; how many there were is the machine's business.
        assertThat(report.connections().failed())
                .extracting(LoadReport.Failure::reason)
                .hasSize(3)
                .anyMatch(reason -> isBeginning(
                        reason,
                        "no answer to the handshake within 3 s; before that it sent the beginning of: ",
                        "HTTP/1.1 101 Switching Protocols"))
                .contains("connected, but not joined within 3 s")
                .anyMatch(reason -> isBeginning(reason, "HTTP 503 Service Unavailable: ", "try again later"));
    }

    /** Whether a reason quotes the beginning of what was said. */
    private static boolean isBeginning(String reason, String lead, String said) {
        return reason.startsWith(lead)
                && reason.length() > lead.length()
                && said.startsWith(reason.substring(lead.length()));
    }

    @Test
    @DisplayName("N4 a byte a second of a message: the run ends on time, and what never came is lost")
    void aByteASecondOfAMessage() throws IOException {
        LoadReport report = against(with -> {
            with.join();
            with.trickle("\u0081@" + "x".repeat(64));
        });

        assertThat(report.connections().failed()).isEmpty();
        assertThat(report.messages().sent()).isEqualTo(10);
        assertThat(report.messages().lost()).isEqualTo(10);
    }
}

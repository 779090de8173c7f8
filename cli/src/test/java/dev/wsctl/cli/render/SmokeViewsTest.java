package dev.wsctl.cli.render;

import dev.wsctl.cli.model.SmokeReport;
import dev.wsctl.cli.model.SmokeReport.Test;
import dev.wsctl.cli.model.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("B2 smoke")
class SmokeViewsTest {
    private static final SmokeReport REPORT = new SmokeReport(
            "redis://127.0.0.1:6379/0",
            Instant.parse("2026-11-21T03:04:05Z"),
            Duration.ofMillis(4321),
            Duration.ofMillis(1000),
            List.of(
                    new Test(
                            "server reachable",
                            Status.OK,
                            false,
                            Duration.ofMillis(3),
                            "127.0.0.1:6379",
                            List.of(),
                            List.of()),
                    Test.skipped("SET, GET, DEL", "--read-only"),
                    new Test(
                            "latency",
                            Status.WARNING,
                            false,
                            Duration.ZERO,
                            "PING 6 ms on average, p99 12 ms",
                            List.of("warning above 5 ms, critical above 50 ms (same site)"),
                            List.of("wsctl latency --history")),
                    new Test(
                            "delivery",
                            Status.CRITICAL,
                            false,
                            Duration.ofMillis(3100),
                            "127.0.0.1:8002 is deaf: it does not receive what others publish",
                            List.of("DEL04 127.0.0.1:8002 is deaf: 0 of 80 deliveries arrived"),
                            List.of("wsctl subscribers --redis URL", "restart it")),
                    new Test(
                            "doctor",
                            Status.UNKNOWN,
                            false,
                            Duration.ofMillis(900),
                            "0 of 8 checks, nothing above info",
                            List.of("unknown: user ada may not use INFO"),
                            List.of())));

    @ParameterizedTest
    @EnumSource(names = {"HUMAN", "JSON", "JUNIT", "TAP", "GITHUB"})
    @DisplayName("tells each test in a line, with the evidence of those that failed:")
    void everyFormat(Format format) {
        if (format == Format.HUMAN) {
            Golden.looks("smoke", SmokeViews.all(), REPORT);
            Golden.looks("smoke-verbose", SmokeViews.all().human(), REPORT, Page.Detail.VERBOSE);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        SmokeViews.all().write(REPORT, format, new Page(out, 80, false, Page.Detail.NORMAL), out);
        out.flush();
        Golden.matches("smoke." + format.option(), bytes.toString(StandardCharsets.UTF_8));
    }
}

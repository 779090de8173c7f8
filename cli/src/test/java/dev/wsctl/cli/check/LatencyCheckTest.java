package dev.wsctl.cli.check;

import static dev.wsctl.cli.model.LatencyReports.NODE;
import static dev.wsctl.cli.model.LatencyReports.failing;
import static dev.wsctl.cli.model.LatencyReports.probe;
import static dev.wsctl.cli.model.LatencyReports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Skip;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyCheckTest {
    private static final LatencyCheck SAME_SITE = new LatencyCheck(LatencyLimits.SAME_SITE);

    @ParameterizedTest(name = "p99 of {0} µs: {1} on one site, {2} between sites")
    @CsvSource({
        "4000, OK, OK",
        "5000, OK, OK",
        "5004, WARNING, OK",
        "50000, WARNING, OK",
        "50004, CRITICAL, WARNING",
        "200004, CRITICAL, CRITICAL"
    })
    @DisplayName("C11 a p99 above 5 ms is a warning and above 50 ms critical, on one site")
    void theP99Decides(long p99Micros, Status same, Status remote) {
        LatencyReport report = report(probe(Operation.GET, NODE, p99Micros / 4));
        assertThat(SAME_SITE.judge(report).status()).isEqualTo(same);
        assertThat(new LatencyCheck(LatencyLimits.REMOTE).judge(report).status())
                .isEqualTo(remote);
    }

    @Test
    @DisplayName("own limits replace those of the site, and the finding says so")
    void ownLimitsReplaceTheSites() {
        LatencyLimits own = new LatencyLimits(Duration.ofNanos(50_000), Duration.ofMillis(1), "--warn, --crit");
        LatencyReport judged = new LatencyCheck(own).judge(report(probe(Operation.PING, NODE, 100)));
        assertThat(judged.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Status.WARNING);
            assertThat(finding.threshold()).contains("0.05 ms").contains("--warn, --crit");
        });
    }

    @Test
    @DisplayName("a slow node is one finding that names every slow operation, the slowest first")
    void aSlowNodeIsOneFinding() {
        LatencyReport judged = SAME_SITE.judge(report(
                probe(Operation.PING, NODE, 2_000), probe(Operation.SET, NODE, 3_000), probe(Operation.GET, NODE, 10)));
        assertThat(judged.findings())
                .singleElement()
                .extracting(Finding::title)
                .isEqualTo("p99 on " + NODE + " is too high: SET 12 ms, PING 8 ms");
    }

    @Test
    @DisplayName("connecting is never held against the limits of a round trip")
    void connectingIsNotJudged() {
        assertThat(SAME_SITE
                        .judge(report(probe(Operation.CONNECT, NODE, 30_000), probe(Operation.UNPOOLED, NODE, 30_000)))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    @DisplayName("some failed probes are a warning, a probe that never succeeded is critical")
    void failedProbesAreFindings() {
        assertThat(SAME_SITE.judge(report(failing(Operation.PING, 999, 1))).status())
                .isEqualTo(Status.WARNING);
        LatencyReport dead = SAME_SITE.judge(report(failing(Operation.PING, 999, 1), failing(Operation.SET, 0, 3)));
        assertThat(dead.status()).isEqualTo(Status.CRITICAL);
        assertThat(dead.findings().get(0).title()).contains("PING 1 of 1000, SET 3 of 3");
    }

    @Test
    @DisplayName("what the user may not do leaves the verdict UNKNOWN with the rule that helps; what was declined, OK")
    void whatIsForbiddenIsUnknown() {
        Skip declined = new Skip(Operation.SET, NODE, "--read-only", "");
        assertThat(SAME_SITE.judge(report(List.of(declined))).status()).isEqualTo(Status.OK);
        Skip forbidden = new Skip(Operation.SET, NODE, "user me may not use SET", "ACL SETUSER me +set");
        LatencyReport judged = SAME_SITE.judge(report(List.of(forbidden), probe(Operation.PING, NODE, 10)));
        assertThat(judged.status()).isEqualTo(Status.UNKNOWN);
        assertThat(judged.findings().get(0).remedy()).isEqualTo("ACL SETUSER me +set");
    }
}

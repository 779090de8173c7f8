package dev.wsctl.cli.check;

import static dev.wsctl.cli.model.Instances.TIME;
import static dev.wsctl.cli.model.Instances.aged;
import static dev.wsctl.cli.model.Instances.ill;
import static dev.wsctl.cli.model.Instances.registry;
import static dev.wsctl.cli.model.Instances.slow;
import static dev.wsctl.cli.model.Instances.unreadable;
import static dev.wsctl.cli.model.Instances.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceCheckTest {
    private static InstanceReport judge(InstanceReport report) {
        return InstanceCheck.judge(report, null);
    }

    @Test
    @DisplayName("instances that are there and alive are OK, also when nobody said how many")
    void allWell() {
        assertThat(judge(registry(null, well("a"))).status()).isEqualTo(Status.OK);
        assertThat(judge(registry(2, well("a"), well("b"))).status()).isEqualTo(Status.OK);
    }

    @ParameterizedTest(name = "expected {0}, found two: {1}")
    @CsvSource({"3, CRITICAL", "2, OK", "1, WARNING", "0, WARNING"})
    @DisplayName("E11 fewer instances than expected are critical, more a warning")
    void theNumberIsCompared(int expected, Status status) {
        assertThat(judge(registry(expected, well("a"), well("b"))).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("no instance and none expected is UNKNOWN, none where none should be is OK")
    void nothingFoundIsUnknown() {
        assertThat(judge(registry(null)).status()).isEqualTo(Status.UNKNOWN);
        assertThat(judge(registry(0)).status()).isEqualTo(Status.OK);
    }

    @Test
    @DisplayName("instances under another prefix are named, with the command that shows them")
    void otherPrefixesAreNamed() {
        InstanceReport judged = judge(registry(TIME, null, Map.of("shop", 3L)));
        assertThat(judged.findings().get(0).remedy()).isEqualTo("wsctl instances --prefix shop (3 there)");
        assertThat(judge(registry(TIME, 2, Map.of("shop", 3L)))
                        .findings()
                        .get(0)
                        .remedy())
                .contains("--prefix shop");
    }

    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({"0, OK", "30, OK", "31, WARNING", "44, WARNING"})
    @DisplayName("E11 a heartbeat older than 30 s is a warning")
    void anOldHeartbeatIsAWarning(long seconds, Status status) {
        assertThat(judge(registry(null, aged("a", Duration.ofSeconds(seconds)))).status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("a heartbeat that never expires, or can't be understood, is a warning")
    void strangeHeartbeatsAreWarnings() {
        assertThat(judge(registry(null, aged("a", null))).status()).isEqualTo(Status.WARNING);
        assertThat(judge(registry(null, unreadable("a"))).findings())
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Status.WARNING);
    }

    @Test
    @DisplayName("E11, C6 degraded, slow, late, and a pool nearly used up: each is a finding that names the instance")
    void everyTroubleIsAFinding() {
        InstanceReport judged = judge(registry(null, well("a"), ill("b", 0)));
        assertThat(judged.status()).isEqualTo(Status.WARNING);
        assertThat(judged.findings())
                .extracting(Finding::title)
                .hasSize(4)
                .allSatisfy(title -> assertThat(title).contains("b"))
                .anySatisfy(title -> assertThat(title).contains("degraded"))
                .anySatisfy(title -> assertThat(title).contains("34 s old"))
                .anySatisfy(title -> assertThat(title).contains("140 ms"))
                .anySatisfy(title -> assertThat(title).contains("96 %"));
    }

    @ParameterizedTest(name = "up {0} s: {1}")
    @CsvSource({"3, OK", "299, OK", "300, WARNING"})
    @DisplayName("E11 slow delivery is a warning after five minutes, not while an instance warms up")
    void slowDeliveryIsAWarningOnceWarm(long uptime, Status status) {
        assertThat(judge(registry(null, slow("a", Duration.ofSeconds(uptime)))).status())
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} failures in {1} s: {2}")
    @CsvSource({"10, 60, false", "11, 60, true", "11, 5, true", "15, 120, false", "21, 120, true"})
    @DisplayName("E11 more than ten failed publishes a minute are a warning, counted between two rounds")
    void publishFailuresAreCountedBetweenRounds(long failures, long seconds, boolean found) {
        InstanceReport before = registry(null, ill("b", 100));
        InstanceReport now = registry(TIME.plusSeconds(seconds), null, Map.of(), ill("b", 100 + failures));
        assertThat(titles(now, before).contains("failed to publish")).isEqualTo(found);
        assertThat(titles(now, null)).doesNotContain("failed to publish");
    }

    private static String titles(InstanceReport now, @Nullable InstanceReport before) {
        return InstanceCheck.judge(now, before).findings().stream()
                .map(Finding::title)
                .toList()
                .toString();
    }
}

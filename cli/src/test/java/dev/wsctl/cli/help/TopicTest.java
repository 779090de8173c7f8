package dev.wsctl.cli.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.check.LatencyLimits;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.render.Format;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.Threshold;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("wsctl help")
class TopicTest {
    private static String help(Topic topic) {
        Run run = Run.wsctl("help", topic.word());
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    @DisplayName("explains a topic within 80 columns, and --help names it")
    void explainsATopic(Topic topic) {
        assertThat(help(topic)).startsWith(topic.word() + ": " + topic.summary());
        assertThat(help(topic).lines())
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Run.wsctl("--help").out()).contains(topic.word());
    }

    @Test
    @DisplayName("knows every exit code")
    void knowsEveryExitCode() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(help(Topic.EXIT_CODES)).contains(code.code() + " ", code.meaning());
        }
    }

    @Test
    @DisplayName("tells the limits that are applied, and the dialects there are")
    void tellsTheTruth() {
        HealthLimits health = HealthLimits.DEFAULT;
        assertThat(help(Topic.THRESHOLDS))
                .contains("above " + millis(LatencyLimits.SAME_SITE.warn()) + ", CRITICAL above "
                        + millis(LatencyLimits.SAME_SITE.crit()))
                .contains("above " + millis(LatencyLimits.REMOTE.warn()) + ", CRITICAL above "
                        + millis(LatencyLimits.REMOTE.crit()))
                .contains(percent(health.warnClients()), percent(health.critClients()))
                .contains(percent(health.warnMemory()), percent(health.critMemory()));
        assertThat(health.warnLatency()).isEqualTo(LatencyLimits.SAME_SITE.warn());
        assertThat(health.critLatency()).isEqualTo(LatencyLimits.SAME_SITE.crit());
        assertThat(Dialects.names())
                .allSatisfy(name -> assertThat(help(Topic.DIALECTS)).contains("\n  " + name + " "));
    }

    @Test
    @DisplayName("names every format, every placeholder of a dialect, and every metric of a threshold")
    void namesThemAll() {
        for (Format format : Format.values()) {
            assertThat(help(Topic.OUTPUT)).contains("\n  " + format.option() + " ");
        }
        assertThat(help(Topic.DIALECTS))
                .contains("{target}", "{room}", "{name}", "{username}", "{n}", "{data.COLUMN}", "{text}")
                .contains("protocol: socketio", "acknowledged");
        assertThatThrownBy(() -> Threshold.parse("no_such<1"))
                .isInstanceOfSatisfying(
                        PlanException.class,
                        refused -> assertThat(help(Topic.THRESHOLDS).split("[^a-z0-9_]+"))
                                .contains(refused.hint()
                                        .replaceAll("^Metrics: |\\.$", "")
                                        .split(" ")));
    }

    private static String millis(Duration limit) {
        return limit.toMillis() + " ms";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    @Test
    @DisplayName("answers an unknown topic like an unknown command")
    void anUnknownTopicIsRefused() {
        assertThat(Run.wsctl("help", "exit-code").err()).contains("exit-codes");
        assertThat(Run.wsctl("help", "exit-code").code()).isEqualTo(64);
    }
}

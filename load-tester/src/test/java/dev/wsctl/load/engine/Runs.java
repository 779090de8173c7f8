package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** Short runs for tests. */
final class Runs {

    private Runs() {}

    /**
     * 30 members in 3 rooms, 100 messages in a second: 1,000 deliveries. Patient, which costs nothing where nothing is lost: a
     * run ends when everything has arrived, and a busy machine may take its time for that.
     */
    static LoadPlanBuilder plan(URI... targets) {
        return LoadPlan.builder(new ChatDialect(), List.of(targets))
                .connections(30)
                .rooms(3)
                .ratePerSecond(100)
                .duration(Duration.ofSeconds(1))
                .connectTimeout(Duration.ofSeconds(60))
                .deliveryDeadline(Duration.ofSeconds(30));
    }

    /** The same where something is lost, and waited for in vain. */
    static LoadPlanBuilder lossy(URI... targets) {
        return plan(targets).deliveryDeadline(Duration.ofSeconds(2));
    }

    /** Carries out the plan, and holds what is true of every report. */
    static LoadReport run(LoadPlanBuilder plan) {
        LoadReport report = new LoadTest().run(plan.build(), LoadListener.NONE);
        check(report);
        return report;
    }

    static void check(LoadReport report) {
        LoadReport.Messages messages = report.messages();
        assertThat(messages.delivered() + messages.lost()).isEqualTo(messages.expected());
        assertThat(report.matrix())
                .allSatisfy(pair -> assertThat(pair.lost()).isNotNegative())
                .allSatisfy(pair -> assertThat(pair.delivered() + pair.lost()).isEqualTo(pair.expected()));
        checkStages(report);
        assertThat(report.latency().corrected().count()).isEqualTo(messages.delivered());
        assertThat(report.latency().service().count()).isEqualTo(messages.delivered());
        assertThat(report.latency().sendLag().count()).isEqualTo(messages.sent());
    }

    /** The stages added up are the whole. */
    private static void checkStages(LoadReport report) {
        LoadReport.Messages messages = report.messages();
        assertThat(sum(report, LoadReport.Messages::sent)).isEqualTo(messages.sent());
        assertThat(sum(report, LoadReport.Messages::delivered)).isEqualTo(messages.delivered());
        assertThat(sum(report, LoadReport.Messages::lost)).isEqualTo(messages.lost());
        assertThat(sum(report, LoadReport.Messages::duplicated)).isEqualTo(messages.duplicated());
        assertThat(sum(report, LoadReport.Messages::reordered)).isEqualTo(messages.reordered());
        assertThat(sum(report, LoadReport.Messages::misrouted)).isEqualTo(messages.misrouted());
    }

    private static long sum(LoadReport report, ToLongFunction<LoadReport.Messages> what) {
        return report.stages().stream()
                .filter(stage -> !stage.kind().equals("warm-up"))
                .mapToLong(stage -> what.applyAsLong(stage.messages()))
                .sum();
    }

    /** The one reason for which all connections failed. */
    static String onlyFailure(LoadReport report, int count) {
        assertThat(report.connections().failed())
                .singleElement()
                .satisfies(failure -> assertThat(failure.count()).isEqualTo(count));
        return report.connections().failed().get(0).reason();
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Disturbed;
import dev.wsctl.load.report.LoadReport.Stage;
import dev.wsctl.load.report.LoadReport.WorkerFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of the page that not every run has, and the generator's own. */
final class HtmlSections {
    private HtmlSections() {}

    /** What was disturbed, and how the cluster took it. */
    static void disturbances(Html html, LoadReport report) {
        if (report.stages().stream().allMatch(stage -> stage.disturbance() == null)) {
            return;
        }
        html.heading("Disturbances");
        for (Stage stage : report.stages()) {
            Disturbed disturbed = stage.disturbance();
            if (disturbed != null) {
                html.element("p", "", stage.name() + ": " + disturbed.what());
                html.raw("<ul>\n");
                DisturbanceText.lines(stage, disturbed).forEach(line -> html.element("li", "", line));
                disturbed.notes().forEach(note -> html.element("li", "bad", note));
                html.raw("</ul>\n");
            }
        }
    }

    static void generator(Html html, LoadReport report) {
        LoadReport.Generator generator = report.generator();
        html.heading("The generator itself");
        html.table();
        html.fact("CPU of this machine", Doubles.rate(generator.cpuPercent()) + " %");
        html.fact("event-loop lag, p99", Doubles.latency(generator.loopLagP99Micros()));
        html.fact("read lag, p99", Doubles.latency(generator.readLagP99Micros()));
        html.fact("send lag, p99", Doubles.latency(report.latency().sendLag().p99()));
        html.fact("longest GC pause", Doubles.latency(generator.gcPauseMaxMicros()));
        html.endTable();
        if (!generator.workers().isEmpty()) {
            workers(html, generator);
        }
    }

    static void redis(Html html, @Nullable RedisLoad redis) {
        if (redis == null) {
            return;
        }
        html.heading("Redis meanwhile");
        html.table();
        html.fact("which", redis.target());
        html.fact("CPU, of one processor", Doubles.percent(redis.cpuPercent()));
        html.fact("connections, at most", redis.connections() < 0 ? "–" : Units.count(redis.connections()));
        html.fact("memory, at most", redis.memoryBytes() < 0 ? "–" : Units.bytes(redis.memoryBytes()));
        if (!redis.trouble().isEmpty()) {
            html.fact("not always seen", redis.trouble());
        }
        html.endTable();
    }

    static void baseline(Html html, LoadResult run) {
        RunSummary before = run.baseline();
        if (before != null) {
            html.heading("Against the baseline");
            ComparisonViews.table(html, new Comparison(List.of(before, RunSummaries.of("this run", run))));
        }
    }

    private static void workers(Html html, LoadReport.Generator generator) {
        html.table("worker", "connections", "sent", "delivered", "CPU", "loop lag p99", "GC", "memory", "clock ±");
        for (WorkerFigures worker : generator.workers()) {
            html.row(
                    worker.name(),
                    Units.count(worker.connections()),
                    Units.count(worker.sent()),
                    Units.count(worker.delivered()),
                    Doubles.rate(worker.cpuPercent()) + " %",
                    Doubles.latency(worker.loopLagP99Micros()),
                    Doubles.latency(worker.gcPauseMaxMicros()),
                    Units.bytes(worker.memoryBytes()),
                    Doubles.latency(worker.clockErrorMicros()));
        }
        html.endTable();
    }
}

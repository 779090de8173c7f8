package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.PoolReport.Application;
import dev.wsctl.cli.source.PoolReader;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.List;

/** Connections by application; by name those with the most. */
final class PoolLook implements Collector.Look {
    private static final Duration CHURN_WINDOW = Duration.ofMillis(200);

    private final int top;

    PoolLook(int top) {
        this.top = top;
    }

    @Override
    public void into(MetricsText metrics, RedisSource source) throws InterruptedException {
        PoolReader.Census census = PoolReader.read(source.answeringMasters(), CHURN_WINDOW, source.deadline());
        List<Application> applications = census.applications();
        for (Application one : applications.subList(0, Math.min(top, applications.size()))) {
            metrics.gauge(
                    "wsctl_application_connections",
                    "Connections, of the applications with the most; told by the connections' names.",
                    one.connections(),
                    "application",
                    one.name());
            metrics.gauge(
                    "wsctl_application_idle_connections",
                    "Those without a command for a minute.",
                    one.idle(),
                    "application",
                    one.name());
        }
        metrics.gauge("wsctl_applications", "Applications with connections.", applications.size());
    }
}

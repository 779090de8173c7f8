package dev.wsctl.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How patient to be with messages between instances. */
public final class DeliveryOptions {
    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long after the last message a delivery may come before it counts as lost. Default: 2s.")
    private Duration deadline = Duration.ofSeconds(2);

    public Duration deadline() {
        return deadline;
    }
}

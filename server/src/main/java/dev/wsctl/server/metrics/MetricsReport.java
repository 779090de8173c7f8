package dev.wsctl.server.metrics;

import java.util.concurrent.CompletionStage;

/** The two forms of {@code /metrics}. Either is there within seconds, also while Redis is away. */
public interface MetricsReport {

    /** The documented JSON (E2). */
    CompletionStage<String> json();

    /** The text format of Prometheus, version 0.0.4. */
    CompletionStage<String> prometheus();
}

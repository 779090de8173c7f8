package dev.wsctl.server.transport;

import dev.wsctl.server.metrics.MetricsReport;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /metrics} (E2): JSON, or Prometheus' text for whoever asks for it. */
final class MetricsEndpoint {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Gate gate;
    private final MetricsReport report;

    MetricsEndpoint(Gate gate, MetricsReport report) {
        this.gate = gate;
        this.report = report;
    }

    CompletionStage<HttpAnswer> answer(HttpCall call) {
        HttpAnswer refusal = gate.check(call);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        String format = call.query("format");
        return switch (format == null ? accepted(call) : format) {
            case "json" -> report.json().thenApply(body -> HttpAnswer.json(200, body));
            case "prometheus" -> report.prometheus().thenApply(body -> new HttpAnswer(200, PROMETHEUS, body));
            default ->
                CompletableFuture.completedFuture(HttpAnswer.line(400, "format is not allowed: json or prometheus"));
        };
    }

    /** Prometheus asks for plain text, and perhaps OpenMetrics, by name; who accepts everything gets JSON. */
    private static String accepted(HttpCall call) {
        String accept = Objects.requireNonNullElse(call.header(HttpHeaderNames.ACCEPT), "")
                .toLowerCase(Locale.ROOT);
        boolean text = accept.contains("text/plain") || accept.contains("application/openmetrics-text");
        return text && !accept.contains("application/json") ? "prometheus" : "json";
    }
}

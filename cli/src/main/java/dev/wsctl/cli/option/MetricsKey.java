package dev.wsctl.cli.option;

import dev.wsctl.cli.context.SecretReader;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What opens the instances' /metrics. */
public final class MetricsKey {
    private static final String VARIABLE = "METRICS_API_KEY";

    private MetricsKey() {}

    /** Null without any. The environment wins over the context, unless that was named by an option. */
    public static @Nullable Secret of(ContextSettings context, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (context.metricsKey() == null || (!variable.isEmpty() && !context.byOption())) {
            return variable.isEmpty() ? null : new Secret(variable);
        }
        return new SecretReader(environment, context.describe("metrics-key")).read(context.metricsKey());
    }
}

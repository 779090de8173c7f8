package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.Redaction;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextValue;
import dev.wsctl.cli.model.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands would use without an option: the context, what the environment says instead, and the defaults. */
public final class EffectiveValues {
    private final ContextSettings context;
    private final Map<String, String> environment;
    private final List<ContextValue> values = new ArrayList<>();

    private EffectiveValues(ContextSettings context, Map<String, String> environment) {
        this.context = context;
        this.environment = environment;
    }

    public static List<ContextValue> of(ContextSettings context, Map<String, String> environment) {
        return new EffectiveValues(context, environment).collect();
    }

    private List<ContextValue> collect() {
        redis();
        context.instances().forEach(instance -> add("instances", instance.toString()));
        add("expect-instances", context.expectedInstances());
        String prefix = variable("REDIS_CHANNEL_PREFIX", context.prefix() != null);
        if (prefix.isEmpty()) {
            orDefault("prefix", context.prefix(), "chat");
        } else {
            values.add(new ContextValue("prefix", prefix, "REDIS_CHANNEL_PREFIX"));
        }
        orDefault("dialect", context.dialect(), "chat");
        context.dialectFiles().forEach(file -> add("dialects", file));
        if (context.metricsKey() != null) {
            add("metrics-key", context.metricsKey().display());
        }
        context.thresholds().forEach((name, value) -> add("thresholds." + name, value));
        for (Suppression suppression : context.suppressions()) {
            String until = suppression.until() == null ? "" : " until " + suppression.until();
            String subject = suppression.subject().equals("*") ? "" : " on " + suppression.subject();
            add("suppressions", suppression.code() + subject + until + ": " + suppression.reason());
        }
        return values;
    }

    private void redis() {
        ContextSettings.Redis redis = context.redis();
        String url = variable("REDIS_URL", redis != null);
        String password = variable("REDIS_PASSWORD", redis != null && redis.password() != null);
        if (!url.isEmpty()) {
            values.add(new ContextValue("redis.url", Redaction.of(url), "REDIS_URL"));
        } else if (redis == null) {
            values.add(new ContextValue("redis.url", "redis://localhost:6379/0", "default"));
        } else {
            add("redis.url", redis.url());
            add("redis.user", redis.user());
            if (redis.password() != null && password.isEmpty()) {
                add("redis.password", redis.password().display());
            }
            add("redis.tls-ca", redis.caFile());
        }
        if (!password.isEmpty()) {
            values.add(
                    new ContextValue("redis.password", "from environment variable REDIS_PASSWORD", "REDIS_PASSWORD"));
        }
    }

    /** Empty where the context wins: it was named by an option and has a value. */
    private String variable(String name, boolean inContext) {
        return context.byOption() && inContext
                ? ""
                : environment.getOrDefault(name, "").strip();
    }

    private void orDefault(String name, @Nullable String value, String usual) {
        if (value == null) {
            values.add(new ContextValue(name, usual, "default"));
        } else {
            add(name, value);
        }
    }

    private void add(String name, @Nullable Object value) {
        if (value != null) {
            ContextSettings.Origin origin = context.origins().get(name);
            values.add(new ContextValue(name, value.toString(), origin == null ? "" : origin.toString()));
        }
    }
}

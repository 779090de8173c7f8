package dev.wsctl.cli.option;

import dev.wsctl.cli.context.SecretReader;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Redis of a context, with its password fetched from where the context says. */
public final class ContextRedis {
    private ContextRedis() {}

    /**
     * @param fetchPassword false, when one was given otherwise: then nothing is read, asked or run for it
     * @throws WsctlException CONFIG, when the URL is malformed or the password is not where it should be
     */
    public static RedisTarget target(
            ContextSettings context,
            ContextSettings.Redis redis,
            Map<String, String> environment,
            boolean fetchPassword) {
        RedisTarget target = parse(context, redis);
        if (redis.caFile() != null) {
            if (!target.tls().enabled()) {
                throw new WsctlException(
                        ExitCode.CONFIG,
                        context.describe("redis.tls-ca") + " is about TLS, but the URL says redis://",
                        "rediss:// in the URL");
            }
            target = target.withTls(target.tls().trusting(redis.caFile().toString()));
        }
        return target.withCredentials(redis.user(), fetchPassword ? password(context, redis, environment) : null);
    }

    private static RedisTarget parse(ContextSettings context, ContextSettings.Redis redis) {
        try {
            return RedisUrl.parse(redis.url(), context.describe("redis.url"));
        } catch (WsctlException e) {
            throw new WsctlException(ExitCode.CONFIG, e.what(), e.hint());
        }
    }

    /** The context's own, or REDIS_PASSWORD: the environment wins, unless the context was named by an option. */
    private static @Nullable Secret password(
            ContextSettings context, ContextSettings.Redis redis, Map<String, String> environment) {
        String variable = environment.getOrDefault("REDIS_PASSWORD", "");
        if (redis.password() == null || (!variable.isEmpty() && !context.byOption())) {
            return variable.isEmpty() ? null : new Secret(variable);
        }
        return new SecretReader(environment, context.describe("redis.password")).read(redis.password());
    }
}

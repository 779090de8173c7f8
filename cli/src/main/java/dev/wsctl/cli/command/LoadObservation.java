package dev.wsctl.cli.command;

import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.cli.source.RedisWatch;
import dev.wsctl.load.engine.LoadListener;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What else is looked at while a load test measures. */
final class LoadObservation {
    private static final String NAME = "--watch-redis";

    @Option(
            names = NAME,
            paramLabel = "URL",
            description = "Also tell this Redis' CPU, connections and memory while measuring, by INFO once a second. A"
                    + " password that is not in the URL comes from REDIS_PASSWORD.")
    private @Nullable String redis;

    /** Tells a mistake in the URL. */
    void check() {
        if (redis != null) {
            RedisUrl.parse(redis, NAME);
        }
    }

    /** What a configuration of a plan says, where the command line does not. */
    LoadObservation or(String url) {
        LoadObservation other = new LoadObservation();
        other.redis = redis != null || url.isEmpty() ? redis : url;
        return other;
    }

    /** To be told of the test's progress in place of {@code next}, which it tells. */
    Optional<RedisWatch> beside(LoadListener next, Map<String, String> environment) {
        String url = redis;
        if (url == null) {
            return Optional.empty();
        }
        RedisTarget target = RedisUrl.parse(url, NAME);
        String password = environment.getOrDefault("REDIS_PASSWORD", "");
        boolean lacking = target.password() == null && !password.isEmpty();
        return Optional.of(
                new RedisWatch(lacking ? target.withCredentials(target.user(), new Secret(password)) : target, next));
    }
}

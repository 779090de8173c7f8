package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.load.engine.Outside;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** Pauses a Redis for a load test, every master of it; it resumes by itself. Only with the user's consent. */
public final class RedisPauser implements Outside {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Function<String, RedisTarget> targets;

    /** @param targets reads a URL */
    public RedisPauser(Function<String, RedisTarget> targets) {
        this.targets = targets;
    }

    @Override
    public void pauseRedis(String url, Duration length) throws IOException {
        try (RedisSource source = RedisSource.of(targets.apply(url), Deadline.after(PATIENCE))) {
            for (RedisNode master : source.masters()) {
                master.call("CLIENT", "PAUSE", Long.toString(length.toMillis()), "ALL");
            }
        } catch (WsctlException e) {
            throw new IOException("Redis was not paused: " + e.what(), e);
        }
    }
}

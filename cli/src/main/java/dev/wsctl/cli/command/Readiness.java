package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.RedisLinkProbe;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until Redis answers, the instances named answer, and exactly as many are registered as should be; says on stderr
 * what it waits for, whenever that changes.
 *
 * @param expected how many instances should be registered under {@code prefix}; null for any number
 */
record Readiness(
        RedisTarget redis,
        List<URI> instances,
        String prefix,
        @Nullable Integer expected) {
    /** For one look at one of them: what takes longer is not ready. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    Readiness {
        instances = List.copyOf(instances);
    }

    /** Returns when all are ready, patience is at its end, or somebody has stopped it; the tests then say what is wrong. */
    void await(Duration patience, PrintStream err, BooleanSupplier stopped) throws InterruptedException {
        Deadline end = Deadline.after(patience);
        List<String> told = List.of();
        for (List<String> missing = missing(end);
                !missing.isEmpty() && !end.expired() && !stopped.getAsBoolean();
                missing = missing(end)) {
            if (!missing.equals(told)) {
                err.println("wsctl: waiting for " + String.join("; ", missing));
                told = missing;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE.toNanos(), Math.max(0, end.remainingNanos())));
        }
    }

    private List<String> missing(Deadline end) {
        List<String> missing = new ArrayList<>();
        try (RedisSource source = RedisSource.of(redis, end.atMost(LOOK))) {
            List<RedisNode> nodes = source.masters();
            if (expected != null) {
                int registered = HeartbeatReader.read(nodes, prefix, source.deadline())
                        .instances()
                        .size();
                // More than expected: one that shuts down is registered until its last client has gone.
                if (registered != expected) {
                    missing.add(expected + (expected == 1 ? " instance" : " instances") + " under " + prefix
                            + ":instances:*, not " + registered);
                }
            }
        } catch (WsctlException e) {
            missing.add("Redis: " + e.what());
        }
        RedisLinkProbe probe = new RedisLinkProbe(
                Duration.ofNanos(Math.max(1_000_000, Math.min(LOOK.toNanos(), end.remainingNanos()))));
        for (URI instance : instances) {
            RedisLink link = probe.ask(instance);
            // Another kind of server has no such page; that it answers at all is what it can tell.
            boolean silent =
                    link.state() == RedisLink.State.NOT_TOLD && link.detail().startsWith("no answer");
            if (silent || link.state() == RedisLink.State.UNHEALTHY) {
                missing.add(instance.getHost() + (instance.getPort() < 0 ? "" : ":" + instance.getPort()) + ": "
                        + link.detail());
            }
        }
        return missing;
    }
}

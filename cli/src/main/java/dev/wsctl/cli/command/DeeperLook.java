package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.InstanceMetrics;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.Surroundings;
import dev.wsctl.cli.render.TargetLabels;
import dev.wsctl.cli.source.CatchAllProbe;
import dev.wsctl.cli.source.EncodingSampler;
import dev.wsctl.cli.source.MetricsReader;
import dev.wsctl.cli.source.RedisSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at only when it is asked to, or given what it needs for it. */
final class DeeperLook {
    private final @Nullable MetricsReader metrics;

    /**
     * @param urls instances that the user named
     * @param key for their figures; null when there is none
     */
    DeeperLook(List<URI> urls, @Nullable Secret key, Duration timeout) {
        metrics = key == null || urls.isEmpty()
                ? null
                : new MetricsReader(
                        urls, url -> TargetLabels.of(List.of(url.toString())).get(0), key, timeout);
    }

    /** Before the window. */
    void begin() {
        if (metrics != null) {
            metrics.begin();
        }
    }

    /**
     * After it.
     *
     * @param listen how long to listen to what is published; zero for not at all
     * @param probe whether one empty message may be published
     */
    Evidence added(Evidence evidence, RedisSource source, Duration listen, boolean probe) {
        Surroundings seen = evidence.surroundings().withMetrics(figures());
        if (!evidence.nodes().isEmpty()) {
            // Before we listen to everything ourselves: Redis may learn late that we have left.
            if (probe) {
                seen = seen.withCatchAll(guarded(() -> CatchAllProbe.ask(source.answeringMasters())));
            }
            if (!listen.isZero()) {
                seen = seen.withMessages(guarded(() -> EncodingSampler.listen(source, listen)));
            }
        }
        return evidence.withSurroundings(seen);
    }

    private Reading<List<InstanceMetrics>> figures() {
        return metrics == null
                ? Reading.absent("the instances' own figures need METRICS_API_KEY and their URLs")
                : Reading.of(metrics.end());
    }

    private static <T> Reading<T> guarded(Supplier<T> look) {
        try {
            return Reading.of(look.get());
        } catch (WsctlException e) {
            return Reading.absent(e.what());
        }
    }
}

package dev.wsctl.server.cluster;

import dev.wsctl.server.cluster.InstanceRegistry.Instance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which instances live, for whoever asks as often as he likes: Redis is asked once in two seconds at most. */
public final class ClusterView {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @param instances by id
     * @param unknown why it cannot be told; null if these are all
     */
    public record Snapshot(
            List<Instance> instances, @Nullable String unknown) {}

    private final InstanceRegistry registry;
    private final LongSupplier nanoClock;
    private @Nullable CompletableFuture<Snapshot> latest;
    private long latestNanos;

    public ClusterView(InstanceRegistry registry, LongSupplier nanoClock) {
        this.registry = registry;
        this.nanoClock = nanoClock;
    }

    /** At most two seconds old; never fails and never takes longer than five seconds. */
    public synchronized CompletionStage<Snapshot> look() {
        long now = nanoClock.getAsLong();
        CompletableFuture<Snapshot> before = latest;
        if (before != null && (!before.isDone() || now - latestNanos < FRESH_NANOS)) {
            return before;
        }
        CompletableFuture<Snapshot> next = registry.list()
                .thenApply(instances -> new Snapshot(instances, null))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> new Snapshot(List.of(), "Redis cannot be asked at the moment"));
        latest = next;
        latestNanos = now;
        return next;
    }
}

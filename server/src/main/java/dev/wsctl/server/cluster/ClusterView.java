package dev.wsctl.server.cluster;

import dev.wsctl.server.cluster.InstanceRegistry.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which instances live, for whoever asks as often as a monitoring system does: finding all of them means looking at every key of Redis,
 * so that happens once a minute at most. In between only the keys of known instances are read: those found then, and
 * those heard through pub/sub since. However many ask, Redis is asked once in two seconds at most.
 */
public final class ClusterView {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SEARCH_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @param instances by id
     * @param unknown why there may be more; null if these are all
     */
    public record Snapshot(
            List<Instance> instances, @Nullable String unknown) {}

    private final InstanceRegistry registry;
    private final Supplier<Set<String>> heard;
    private final LongSupplier nanoClock;

    private Set<String> known = Set.of();
    private @Nullable String shortfall;
    private boolean searched;
    private long searchedNanos;
    private @Nullable CompletableFuture<Snapshot> latest;
    private long latestNanos;

    /** @param heard ids of the instances heard through pub/sub lately; must be quick */
    public ClusterView(InstanceRegistry registry, Supplier<Set<String>> heard, LongSupplier nanoClock) {
        this.registry = registry;
        this.heard = heard;
        this.nanoClock = nanoClock;
    }

    /** At most two seconds old; never fails and never takes longer than five seconds. */
    public synchronized CompletionStage<Snapshot> look() {
        long now = nanoClock.getAsLong();
        CompletableFuture<Snapshot> before = latest;
        if (before != null && (!before.isDone() || now - latestNanos < FRESH_NANOS)) {
            return before;
        }
        CompletableFuture<Snapshot> next = (!searched || now - searchedNanos >= SEARCH_NANOS ? search(now) : lookUp())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> new Snapshot(List.of(), "Redis cannot be asked at the moment"));
        latest = next;
        latestNanos = now;
        return next;
    }

    private CompletableFuture<Snapshot> search(long now) {
        return registry.list().thenApply(census -> {
            String missing =
                    census.complete() ? null : "there are too many keys in Redis to look at all of them in time";
            remember(census.instances(), missing, now);
            return new Snapshot(census.instances(), missing);
        });
    }

    private CompletableFuture<Snapshot> lookUp() {
        Set<String> ids = new TreeSet<>(heard.get());
        ids.addAll(known);
        String missing = shortfall;
        return registry.lookUp(ids).thenApply(instances -> new Snapshot(instances, missing));
    }

    private synchronized void remember(List<Instance> instances, @Nullable String missing, long now) {
        known = Set.copyOf(instances.stream().map(Instance::id).toList());
        shortfall = missing;
        searched = true;
        searchedNanos = now;
    }
}

package dev.wsctl.cli.demo;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One real Redis and reference servers around it, each a process of its own. A shutdown hook closes it when the JVM
 * ends otherwise; a JVM that is killed leaves nothing either, see {@link Instance} and {@link EmbeddedRedis}.
 */
public final class Cluster implements AutoCloseable {
    private final List<Instance> instances = new ArrayList<>();
    private final EmbeddedRedis redis;
    private final Thread hook;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Cluster(EmbeddedRedis redis) {
        this.redis = redis;
        hook = new Thread(this::end, "demo-cluster");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts everything and returns when all instances serve.
     *
     * @param degradedAfter how long an instance is without Redis before it says so
     * @throws java.io.UncheckedIOException if something cannot be started; nothing is left running then
     */
    public static Cluster start(List<String> ids, Duration degradedAfter) {
        Cluster cluster = new Cluster(EmbeddedRedis.start());
        try {
            for (String id : ids) {
                Relay relay = Relay.to(cluster.redis.host(), cluster.redis.port());
                cluster.add(Instance.start(id, relay, degradedAfter));
            }
            for (Instance instance : cluster.instances()) {
                instance.awaitReady();
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private synchronized void add(Instance instance) {
        instances.add(instance);
    }

    public synchronized List<Instance> instances() {
        return List.copyOf(instances);
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public List<String> targets() {
        return instances().stream()
                .map(instance -> instance.webSocket().toString())
                .toList();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is what runs now, or finds that all is done.
        }
    }

    private void end() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // All at once, then one after the other: three orderly shutdowns take as long as one.
        instances().forEach(Instance::terminate);
        instances().forEach(Instance::close);
        redis.close();
    }
}

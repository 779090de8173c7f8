package dev.wsctl.cli.command;

import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.demo.Cluster;
import dev.wsctl.cli.demo.Instance;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.source.RedisLinkProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three instances as processes and a real Redis, for all tests of a JVM that leave them as they were: starting them takes
 * longer than most tests. They end with the JVM.
 */
final class ThreeInstances {
    static final Cluster CLUSTER = start();

    private ThreeInstances() {}

    /** Some that are nobody else's; returns when all are connected to Redis: before, what is said stays local. */
    static Cluster start() {
        Cluster cluster = Cluster.start(List.of("a", "b", "c"));
        cluster.instances().forEach(instance -> awaitLink(instance, RedisLink.State.HEALTHY));
        return cluster;
    }

    static void awaitLink(Instance instance, RedisLink.State state) {
        RedisLinkProbe probe = new RedisLinkProbe(Duration.ofSeconds(5));
        // Another thread would wait for this class to be initialised, which waits for it.
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() -> probe.ask(instance.webSocket()).state() == state);
    }

    /** A command on all three. */
    static Run wsctl(String command, String... options) {
        return wsctl(CLUSTER, command, options);
    }

    /** A command on all instances of a cluster. */
    static Run wsctl(Cluster cluster, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(cluster.targets());
        arguments.addAll(List.of(options));
        return Run.wsctl(arguments.toArray(String[]::new));
    }
}

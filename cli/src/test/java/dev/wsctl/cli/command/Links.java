package dev.wsctl.cli.command;

import dev.wsctl.cli.demo.Cluster;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.source.RedisLinkProbe;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Instances' connections to Redis: an instance accepts clients before it has its own, and what is said till then stays local. */
final class Links {
    private Links() {}

    /**
     * Three instances as processes; returns when all are connected to their Redis.
     *
     * @param degradedAfter how long they are without it before they say so: a busy machine may hold up their way to it
     */
    static Cluster three(Duration degradedAfter) {
        Cluster cluster = Cluster.start(List.of("a", "b", "c"), degradedAfter);
        cluster.instances().forEach(instance -> await(instance.webSocket(), RedisLink.State.HEALTHY));
        return cluster;
    }

    static void await(URI webSocket, RedisLink.State state) {
        RedisLinkProbe probe = new RedisLinkProbe(Duration.ofSeconds(5));
        // Another thread would wait for a class that is being initialised, if that waits for this.
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() -> probe.ask(webSocket).state() == state);
    }
}

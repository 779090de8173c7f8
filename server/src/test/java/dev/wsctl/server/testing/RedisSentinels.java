package dev.wsctl.server.testing;

import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A master, its replica, and three Sentinels that watch them with a quorum of two. Once {@link #start} returns, every
 * Sentinel knows the other two and the replica, so a failover can begin at once; the master counts as down after 1 s.
 */
public final class RedisSentinels implements AutoCloseable {

    /** The name under which the Sentinels know the master. */
    public static final String MASTER_NAME = "wsctl";

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration DOWN_AFTER = Duration.ofSeconds(1);

    private final EmbeddedRedis master;
    private final EmbeddedRedis replica;
    private final List<EmbeddedRedis> sentinels;

    private RedisSentinels(EmbeddedRedis master, EmbeddedRedis replica, List<EmbeddedRedis> sentinels) {
        this.master = master;
        this.replica = replica;
        this.sentinels = sentinels;
    }

    public static RedisSentinels start() {
        return start(options -> options);
    }

    /** @param more what each is told besides; with {@link EmbeddedRedisOptions#tls} they speak it among themselves */
    public static RedisSentinels start(UnaryOperator<EmbeddedRedisOptions> more) {
        Fleet fleet = new Fleet();
        try {
            EmbeddedRedis master = fleet.add(more.apply(EmbeddedRedis.options().config("repl-diskless-sync-delay 0")));
            int port = master.tlsPort() == 0 ? master.port() : master.tlsPort();
            EmbeddedRedis replica =
                    fleet.add(more.apply(EmbeddedRedis.options().config("replicaof " + master.host() + " " + port)));
            // A Sentinel that finds the replica at its first look need not wait 10 s for the next one.
            await().atMost(DEADLINE)
                    .until(() -> master.command("INFO", "replication").contains("state=online"));
            EmbeddedRedisOptions watching = more.apply(EmbeddedRedis.options())
                    .sentinelOf(MASTER_NAME, master, 2)
                    // So long that nothing is failed over before all are there, however busy this machine is.
                    .config("sentinel down-after-milliseconds " + MASTER_NAME + " 60000")
                    .config("sentinel failover-timeout " + MASTER_NAME + " 5000");
            List<EmbeddedRedis> sentinels = fleet.addAll(List.of(watching, watching, watching));
            RedisSentinels all = new RedisSentinels(master, replica, sentinels);
            await().atMost(DEADLINE).until(all::everySentinelKnowsAll);
            all.downAfter(DOWN_AFTER);
            return all;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private boolean everySentinelKnowsAll() {
        return sentinels.stream().allMatch(sentinel -> {
            String known = sentinel.command("SENTINEL", "MASTER", MASTER_NAME);
            return known.contains("num-other-sentinels\n2\n") && known.contains("num-slaves\n1\n");
        });
    }

    /** {@code redis-sentinel://host:port,host:port,host:port/0#name}. */
    public String url() {
        return "redis-sentinel://"
                + sentinels.stream()
                        .map(sentinel -> sentinel.host() + ":" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "/0#" + MASTER_NAME;
    }

    /** Like {@link #url}, where they speak TLS. */
    public String tlsUrl(String credentials, String parameters) {
        return "rediss-sentinel://" + credentials + "@"
                + sentinels.stream()
                        .map(sentinel -> sentinel.host() + ":" + sentinel.tlsPort())
                        .collect(Collectors.joining(","))
                + "/0?" + parameters + "#" + MASTER_NAME;
    }

    /** The master at the start; {@link #masterPort} tells the one now. */
    public EmbeddedRedis master() {
        return master;
    }

    /** The replica at the start. */
    public EmbeddedRedis replica() {
        return replica;
    }

    public List<EmbeddedRedis> sentinels() {
        return sentinels;
    }

    /** From now on each of them counts as down after this time without an answer: none must that this machine holds up. */
    public void downAfter(Duration time) {
        String millis = Long.toString(time.toMillis());
        sentinels.stream()
                .filter(EmbeddedRedis::isRunning)
                .forEach(sentinel ->
                        sentinel.command("SENTINEL", "SET", MASTER_NAME, "down-after-milliseconds", millis));
    }

    /** The port of the master as the first Sentinel knows it now. */
    public int masterPort() {
        String address = sentinels.get(0).command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
        return Integer.parseInt(address.substring(address.indexOf('\n') + 1));
    }

    @Override
    public void close() {
        Stream.concat(sentinels.stream(), Stream.of(replica, master))
                .map(redis -> CompletableFuture.runAsync(redis::close))
                .toList()
                .forEach(CompletableFuture::join);
    }
}

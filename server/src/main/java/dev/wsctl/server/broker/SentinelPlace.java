package dev.wsctl.server.broker;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The master that Sentinels name. All of them are asked at once; as soon as most have answered, or nobody else can, the
 * answer of the latest failover wins, so that one Sentinel that was cut off cannot send anybody back to a demoted master.
 */
final class SentinelPlace implements Place {

    private final RedisClient client;
    private final RedisCodec<String, byte[]> codec;
    private final List<RedisURI> sentinels;
    private final String masterName;
    private final RedisURI master;

    /** @param master credentials, database and timeouts for the master; host and port are what Sentinels tell */
    SentinelPlace(
            RedisClient client,
            RedisCodec<String, byte[]> codec,
            List<RedisURI> sentinels,
            String masterName,
            RedisURI master) {
        this.client = client;
        this.codec = codec;
        this.sentinels = sentinels;
        this.masterName = masterName;
        this.master = master;
    }

    String masterName() {
        return masterName;
    }

    /** @param epoch counts failovers */
    private record Answer(String host, int port, long epoch) {}

    @Override
    public CompletionStage<RedisURI> locate() {
        Poll poll = new Poll();
        for (RedisURI sentinel : sentinels) {
            ask(sentinel).whenComplete((answer, error) -> poll.told(answer, error));
        }
        return poll.result.thenApply(answer -> at(answer.host, answer.port));
    }

    RedisURI at(String host, int port) {
        RedisURI uri = RedisURI.builder(master).build();
        uri.setHost(host);
        uri.setPort(port);
        return uri;
    }

    private CompletableFuture<Answer> ask(RedisURI sentinel) {
        return client.connectSentinelAsync(StringCodec.UTF8, sentinel)
                .thenCompose(connection -> connection
                        .async()
                        .master(masterName)
                        .thenApply(SentinelPlace::parse)
                        .whenComplete((answer, error) -> {
                            var unused = connection.closeAsync();
                        }));
    }

    private static Answer parse(Map<String, String> described) {
        return new Answer(
                Objects.requireNonNullElse(described.get("ip"), ""),
                Integer.parseInt(Objects.requireNonNullElse(described.get("port"), "0")),
                Long.parseLong(Objects.requireNonNullElse(described.get("config-epoch"), "0")));
    }

    private final class Poll {
        private final CompletableFuture<Answer> result = new CompletableFuture<>();
        private @Nullable Answer best;
        private int answers;
        private int failures;

        synchronized void told(@Nullable Answer answer, @Nullable Throwable error) {
            if (answer != null) {
                answers++;
                if (best == null || answer.epoch > best.epoch) {
                    best = answer;
                }
            } else {
                failures++;
            }
            boolean all = answers + failures == sentinels.size();
            if (best != null && (all || answers > sentinels.size() / 2)) {
                result.complete(best);
            } else if (all) {
                result.completeExceptionally(new IllegalStateException("no Sentinel names the master of \"" + masterName
                        + "\": " + (error == null ? "no answer" : RedisErrors.describe(error))));
            }
        }
    }

    /** A master that was demoted is open and answers, but what is published there reaches nobody, and writes are refused. */
    @Override
    public CompletionStage<Void> verify(RedisURI where, StatefulRedisConnection<String, byte[]> connection) {
        return RedisRole.isReplica(connection, codec).thenAccept(replica -> {
            if (replica) {
                throw new IllegalStateException(where.getHost() + ":" + where.getPort()
                        + " is a replica, though the Sentinels still name it as the master");
            }
        });
    }
}

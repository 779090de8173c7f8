package dev.wsctl.cli.verify;

import dev.wsctl.cli.source.KeySlot;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Over one Redis, or, with sharded pub/sub, over the masters of a cluster, each with its part of the slots. */
final class RedisBus implements ChatBus {
    private static final int SLOTS = 16_384;

    private final RedisClient publisher = RedisClient.create();
    /** A client of its own: a hang of the one must not hang the other. */
    private final RedisClient subscriber = RedisClient.create();

    private final List<Node> nodes = new ArrayList<>();
    private final boolean sharded;

    private record Node(
            StatefulRedisConnection<String, String> publishing,
            StatefulRedisPubSubConnection<String, String> subscription) {}

    private RedisBus(List<String> urls, boolean sharded, BiConsumer<String, String> receiver) {
        this.sharded = sharded;
        for (String url : urls) {
            RedisURI uri = RedisURI.create(url);
            Node node =
                    new Node(publisher.connect(StringCodec.UTF8, uri), subscriber.connectPubSub(StringCodec.UTF8, uri));
            node.subscription.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    receiver.accept(channel, message);
                }

                @Override
                public void smessage(String channel, String message) {
                    receiver.accept(channel, message);
                }
            });
            nodes.add(node);
        }
    }

    static Line classic(String url) {
        return receiver -> new RedisBus(List.of(url), false, receiver);
    }

    /** @param urls the masters in order of their slots, each with as many */
    static Line sharded(List<String> urls) {
        return receiver -> new RedisBus(urls, true, receiver);
    }

    private Node of(String channel) {
        return nodes.get(KeySlot.of(channel) * nodes.size() / SLOTS);
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        var commands = of(channel).subscription.async();
        return sharded ? commands.ssubscribe(channel) : commands.subscribe(channel);
    }

    @Override
    public void publish(String channel, String message) {
        var commands = of(channel).publishing.async();
        (sharded ? commands.spublish(channel, message) : commands.publish(channel, message)).exceptionally(e -> 0L);
    }

    @Override
    public void close() {
        publisher.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        subscriber.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}

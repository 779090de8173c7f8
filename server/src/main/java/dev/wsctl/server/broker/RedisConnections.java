package dev.wsctl.server.broker;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One instance's connections to one Redis, all served by one event loop of their own: what Redis costs never delays the
 * loops that serve members, and state that lives on this loop needs no locks.
 */
public final class RedisConnections implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    /** Commands Lettuce may hold for one connection; above what the publisher accepts, so that its bound is met first. */
    private static final int REQUEST_QUEUE = 20_000;

    private final RedisSettings settings;
    private final RedisURI uri;
    private final ClientResources resources;
    private final DefaultEventExecutorGroup executors = new DefaultEventExecutorGroup(1);
    private final RedisClient client;
    private final EventLoop loop;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the URL asks for something this server cannot do, in words for the user
     */
    public RedisConnections(RedisSettings settings) {
        this.settings = settings;
        RedisUris.Target target = RedisUris.parse(settings.url());
        uri = target.uri();
        uri.setTimeout(settings.socketTimeout());
        DefaultEventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(1);
        resources = DefaultClientResources.builder()
                .eventLoopGroupProvider(loops)
                .eventExecutorGroup(executors)
                .build();
        loop = loops.allocate(Transports.eventLoopGroupClass()).next();
        client = RedisClient.create(resources);
        client.setOptions(options(target));
    }

    private ClientOptions options(RedisUris.Target target) {
        SocketOptions socket = SocketOptions.builder()
                .connectTimeout(settings.socketTimeout())
                .tcpNoDelay(true)
                // A peer that vanished without a word is noticed after 15 + 3 × 5 s at the latest (C3).
                .keepAlive(SocketOptions.KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(15))
                        .interval(Duration.ofSeconds(5))
                        .count(3)
                        .build())
                .build();
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(settings.socketTimeout()))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(socket);
        Path caFile = target.caFile();
        if (caFile != null) {
            options.sslOptions(SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(caFile.toFile())
                    .handshakeTimeout(settings.socketTimeout())
                    .build());
        }
        return options.build();
    }

    RedisSettings settings() {
        return settings;
    }

    EventLoop loop() {
        return loop;
    }

    CompletionStage<StatefulRedisConnection<String, byte[]>> connect(String role) {
        return client.connectAsync(CODEC, named(role));
    }

    RedisLink<StatefulRedisConnection<String, byte[]>> link(
            String role, RedisLink.Observer<StatefulRedisConnection<String, byte[]>> observer) {
        return link(role, () -> connect(role), observer);
    }

    RedisLink<StatefulRedisPubSubConnection<String, byte[]>> pubSubLink(
            String role, RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>> observer) {
        return link(role, () -> client.connectPubSubAsync(CODEC, named(role)), observer);
    }

    private <C extends StatefulConnection<String, byte[]>> RedisLink<C> link(
            String role, Supplier<CompletionStage<C>> connector, RedisLink.Observer<C> observer) {
        RedisSettings.Timings timings = settings.timings();
        Backoff backoff = new Backoff(
                timings.reconnectMin(),
                timings.reconnectMax(),
                () -> ThreadLocalRandom.current().nextDouble());
        // The connect and the handshake have a deadline each.
        Duration deadline = settings.socketTimeout().multipliedBy(2).plusMillis(500);
        return new RedisLink<>(settings.connectionName(role), loop, connector, backoff, deadline, observer);
    }

    private RedisURI named(String role) {
        RedisURI named = RedisURI.builder(uri).build();
        named.setClientName(settings.connectionName(role));
        return named;
    }

    /** Closes what is still open, within 2 s. */
    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
        executors.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}

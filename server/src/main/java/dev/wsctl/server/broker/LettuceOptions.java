package dev.wsctl.server.broker;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import java.nio.file.Path;
import java.time.Duration;

/** How Lettuce is to behave: deadlines on everything, and nothing done behind our back. */
final class LettuceOptions {

    /** Commands Lettuce may hold for one connection; above what the publisher accepts, so that its bound is met first. */
    private static final int REQUEST_QUEUE = 20_000;

    private LettuceOptions() {}

    static ClientOptions of(RedisUris.Target target, Duration socketTimeout) {
        // A peer that vanished without a word is noticed after 15 + 3 × 5 s at the latest (C3). A Unix socket knows no
        // such
        // options, and whoever is behind it cannot vanish without a word.
        SocketOptions.KeepAliveOptions keepAlive = SocketOptions.KeepAliveOptions.builder()
                .enable(!target.isUnixSocket())
                .idle(Duration.ofSeconds(15))
                .interval(Duration.ofSeconds(5))
                .count(3)
                .build();
        SocketOptions socket = SocketOptions.builder()
                .connectTimeout(socketTimeout)
                .tcpNoDelay(!target.isUnixSocket())
                .keepAlive(keepAlive)
                .build();
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(socketTimeout))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(socket);
        Path caFile = target.caFile();
        if (caFile != null) {
            options.sslOptions(SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(caFile.toFile())
                    .handshakeTimeout(socketTimeout)
                    .build());
        }
        return options.build();
    }
}

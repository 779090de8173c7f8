package dev.wsctl.server.broker;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;

/** How Lettuce is to behave: deadlines on everything, and nothing done behind our back. */
final class LettuceOptions {

    /** Commands Lettuce may hold for one connection; above what the publisher accepts, so that its bound is met first. */
    private static final int REQUEST_QUEUE = 20_000;

    private LettuceOptions() {}

    /** For what is published and subscribed there are deadlines that see how the event loop fares: {@link LoopTime}. */
    private static final class Patience extends TimeoutOptions.TimeoutSource {
        private static final Set<ProtocolKeyword> WATCHED_BY_LANES = Set.of(
                CommandType.PUBLISH,
                CommandType.SPUBLISH,
                CommandType.SUBSCRIBE,
                CommandType.SSUBSCRIBE,
                CommandType.UNSUBSCRIBE,
                CommandType.SUNSUBSCRIBE);

        private final long millis;

        Patience(Duration each) {
            millis = each.toMillis();
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return WATCHED_BY_LANES.contains(command.getType()) ? 0 : millis;
        }
    }

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
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutSource(new Patience(socketTimeout))
                        .build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(socket);
        return options.sslOptions(ssl(target.tls(), socketTimeout)).build();
    }

    /** @throws IllegalArgumentException if a file holds something else than it should, in words for the user */
    private static SslOptions ssl(RedisUris.Tls tls, Duration handshakeTimeout) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(handshakeTimeout);
        Path authorities = tls.authorities();
        if (authorities != null) {
            ssl.trustManager(authorities.toFile());
        }
        Path certificate = tls.certificate();
        Path key = tls.key();
        if (certificate != null && key != null) {
            ssl.keyManager(certificate.toFile(), key.toFile(), new char[0]);
        }
        SslOptions options = ssl.build();
        try {
            // Read now: later it would look like a server that is out of reach.
            var unused = options.createSslContextBuilder().build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the PEM files named by ssl_… cannot be used: " + RedisErrors.describe(e), e);
        }
        return options;
    }
}

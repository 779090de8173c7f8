package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.BrokerStatus.State.CONNECTED;
import static dev.wsctl.server.broker.BrokerStatus.State.DEGRADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisForTests;
import dev.wsctl.server.testing.TestCertificate;
import dev.wsctl.server.testing.TlsProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The Redis broker, by every way to a Redis")
class RedisBrokerReachIT {

    @ParameterizedTest
    @MethodSource("dev.wsctl.server.testing.RedisForTests#everyVersion")
    @DisplayName("D3 D4 carries messages through every version of Redis and Valkey, once and in order")
    void carriesMessagesThroughEveryVersion(RedisForTests.Origin origin) throws Exception {
        try (RedisForTests redis = origin.start();
                BrokerProbe a = connected("a", redis.url(), "--redis-channel-prefix", redis.prefix());
                BrokerProbe b = connected("b", redis.url(), "--redis-channel-prefix", redis.prefix())) {
            assertCarries(a, b, 1_000);
        }
    }

    @Test
    @DisplayName("A8 trusts its own authority over TLS, and says what is wrong with any other")
    void trustsItsOwnAuthorityOverTls(@TempDir Path directory) throws Exception {
        TestCertificate ours = TestCertificate.create(directory, "ours");
        TestCertificate other = TestCertificate.create(directory, "other");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                TlsProxy proxy = TlsProxy.to(redis.port(), ours)) {
            String url = "rediss://127.0.0.1:" + proxy.port() + "/0?ssl_ca_certs=";
            // A TLS handshake takes a busy machine more than half a second.
            String[] patient = {"--redis-socket-timeout", "5s"};
            try (BrokerProbe a = connected("a", url + ours.certificateFile(), patient);
                    BrokerProbe b = connected("b", url + ours.certificateFile(), patient)) {
                assertCarries(a, b, 100);
            }
            try (BrokerProbe wrong = new BrokerProbe("c", url + other.certificateFile(), patient)) {
                eventually(() -> assertThat(wrong.state()).isEqualTo(DEGRADED));
                eventually(
                        () -> assertThat(wrong.broker.status().lastError()).containsIgnoringCase("certification path"));
            }
        }
    }

    @Test
    @DisplayName("A8 reaches a Redis over TCP with a database and over its Unix socket; both carry to each other")
    void reachesRedisOverAUnixSocket() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.options().unixSocket());
                BrokerProbe a = connected("a", "redis://127.0.0.1:" + redis.port() + "/3");
                BrokerProbe b = connected("b", "unix://" + redis.unixSocket())) {
            assertThat(redis.command("CLIENT", "LIST").lines().filter(line -> line.contains("name=chat:a:pub ")))
                    .allMatch(line -> line.contains(" db=3 "));
            assertCarries(a, b, 100);
        }
    }

    @Test
    @DisplayName("A8 a password that becomes right is noticed without a restart")
    void aPasswordThatBecomesRightIsNoticed() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.command("CONFIG", "SET", "requirepass", "old");
            try (BrokerProbe a = new BrokerProbe("a", "redis://:new@127.0.0.1:" + redis.port())) {
                eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
                // The last attempt may have been one that this machine had no time for; the next one tells.
                eventually(() -> assertThat(a.broker.status().lastError()).contains("WRONGPASS"));
                try (RedisForTests operator = RedisForTests.at("redis://:old@127.0.0.1:" + redis.port())) {
                    operator.command("CONFIG", "SET", "requirepass", "new");
                }
                eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            }
        }
    }

    private static void assertCarries(BrokerProbe from, BrokerProbe to, int count) throws Exception {
        to.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
        IntStream.range(0, count).forEach(i -> from.say("lobby", "m" + i));
        List<String> all =
                IntStream.range(0, count).mapToObj(i -> "lobby:m" + i).toList();
        eventually(() -> assertThat(to.heard).isEqualTo(all));
        assertThat(from.heard).isEmpty();
    }

    private static BrokerProbe connected(String id, String url, String... more) {
        BrokerProbe probe = new BrokerProbe(id, url, more);
        eventually(() -> assertThat(probe.state()).isEqualTo(CONNECTED));
        return probe;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }
}

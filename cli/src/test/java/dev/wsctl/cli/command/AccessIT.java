package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import dev.wsctl.server.testing.TestCertificate;
import dev.wsctl.server.testing.TlsProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All the ways in: TLS, a unix socket, a database number, passwords from everywhere they may come from. */
@Timeout(180)
class AccessIT {
    private static final String PASSWORD = "pl4nted-s3cret";
    /** How fast this machine answers is not what is tested. */
    private static final List<String> UNHURRIED = List.of("--warn-latency", "10s", "--crit-latency", "20s");

    @TempDir
    private static Path directory;

    private static EmbeddedRedis redis;
    private static TestCertificate certificate;
    private static TestCertificate client;
    private static TlsProxy tls;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().password(PASSWORD).unixSocket());
        certificate = TestCertificate.create(directory, "redis");
        client = TestCertificate.create(directory, "client");
        tls = TlsProxy.to(redis.port(), certificate);
    }

    @AfterAll
    static void stop() {
        tls.close();
        redis.close();
    }

    private static Run health(String url, String... options) {
        List<String> args = new ArrayList<>(List.of("health", "-v", "--redis", url));
        args.addAll(UNHURRIED);
        args.addAll(List.of(options));
        Run run = Run.patiently(Map.of("REDIS_PASSWORD", PASSWORD), args.toArray(String[]::new));
        assertThat(run.all()).doesNotContain(PASSWORD);
        return run;
    }

    private static String flat(Run run) {
        return run.all().replaceAll("\\s+", " ");
    }

    private static void assertWell(Run run) {
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(flat(run)).contains("a message came back");
    }

    @Test
    @DisplayName("E16 TLS with an authority of one's own")
    void tlsWithItsOwnAuthority() {
        assertWell(health(
                "rediss://127.0.0.1:" + tls.port(),
                "--tls-ca",
                certificate.certificateFile().toString()));
        assertWell(health("rediss://localhost:" + tls.port() + "/2", "--insecure"));
    }

    @Test
    @DisplayName("E16 a certificate nobody has signed is refused, and --tls-ca named")
    void anUnknownCertificateIsRefused() {
        Run run = health("rediss://127.0.0.1:" + tls.port());
        assertThat(run.code()).isEqualTo(2);
        assertThat(flat(run)).contains("a certificate nobody here has signed").contains("try: --tls-ca");

        TestCertificate other = TestCertificate.create(directory, "other");
        run = health(
                "rediss://127.0.0.1:" + tls.port(),
                "--tls-ca",
                other.certificateFile().toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(flat(run)).contains("a certificate nobody here has signed");
    }

    @Test
    @DisplayName("E16 a Redis that wants a certificate gets ours, and says so when it does not or does not like it")
    void aCertificateOfOurOwn() {
        try (TlsProxy strict = TlsProxy.requiringClient(redis.port(), certificate, client)) {
            String url = "rediss://127.0.0.1:" + strict.port();
            String ca = certificate.certificateFile().toString();
            assertWell(health(url, with("--tls-ca", ca, client)));
            Run without = health(url, "--tls-ca", ca);
            assertThat(without.code()).isEqualTo(2);
            // With TLS 1.3 the refusal may come as an alert or as a connection that is closed.
            assertThat(flat(without))
                    .containsPattern("wants? a client certificate")
                    .contains("--cert");
            Run stranger = health(url, with("--tls-ca", ca, certificate));
            assertThat(stranger.code()).isEqualTo(2);
            assertThat(flat(stranger)).contains("client certificate").contains("--cert");
        }
    }

    private static String[] with(String option, String value, TestCertificate shown) {
        return new String[] {
            option,
            value,
            "--cert",
            shown.certificateFile().toString(),
            "--key",
            shown.keyFile().toString()
        };
    }

    @Test
    @DisplayName("E16 D8 TLS, and a certificate of our own, to every node of a cluster")
    void tlsToEveryNode() {
        EmbeddedRedisOptions node = EmbeddedRedis.options().clusterNode();
        try (EmbeddedRedis one = EmbeddedRedis.start(node);
                EmbeddedRedis two = EmbeddedRedis.start(node);
                TlsProxy toOne = TlsProxy.requiringClient(one.port(), certificate, client);
                TlsProxy toTwo = TlsProxy.requiringClient(two.port(), certificate, client)) {
            join(one, toOne, "1", "0", "8191");
            join(two, toTwo, "2", "8192", "16383");
            one.command("CLUSTER", "MEET", two.host(), "" + two.port());
            await().atMost(Duration.ofSeconds(50))
                    .until(() -> Stream.of(one, two)
                            .map(each -> each.command("CLUSTER", "NODES") + each.command("CLUSTER", "INFO"))
                            .allMatch(told -> told.contains(":" + toOne.port() + "@")
                                    && told.contains(":" + toTwo.port() + "@")
                                    && told.contains("cluster_state:ok")));
            String[] access = with("--tls-ca", certificate.certificateFile().toString(), client);
            String[] channels = {"channels", "-o", "json", "--redis", "rediss://127.0.0.1:" + toTwo.port()};
            Run run = Run.patiently(Stream.concat(Arrays.stream(channels), Arrays.stream(access))
                    .toArray(String[]::new));
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.json().at("/nodes").asInt()).isEqualTo(2);
        }
    }

    /** A node that tells the others to send clients to the proxy in front of it. */
    private static void join(EmbeddedRedis node, TlsProxy proxy, String epoch, String from, String to) {
        node.command("CONFIG", "SET", "cluster-announce-port", "" + proxy.port());
        node.command("CLUSTER", "ADDSLOTSRANGE", from, to);
        node.command("CLUSTER", "SET-CONFIG-EPOCH", epoch);
    }

    @Test
    @DisplayName("plain where TLS is wanted, and TLS where there is none, say so")
    void theOtherWayRoundSaysSo() {
        Run plain = health("redis://127.0.0.1:" + tls.port(), "--timeout", "20s");
        assertThat(plain.code()).isEqualTo(2);
        assertThat(flat(plain)).contains("rediss://");

        Run wrapped = health("rediss://127.0.0.1:" + redis.port(), "--timeout", "3s");
        assertThat(wrapped.code()).isEqualTo(2);
        assertThat(flat(wrapped))
                .contains("gave no answer to TLS within 3 s")
                .contains("redis:// instead of rediss://");
    }

    @Test
    @DisplayName("a unix socket, a database number, the password from a file or the URL")
    void theOtherWaysIn() throws IOException {
        assertWell(health("unix://" + redis.unixSocket()));
        assertWell(health("redis://127.0.0.1:" + redis.port() + "/7"));
        assertWell(health("redis://:" + PASSWORD + "@127.0.0.1:" + redis.port()));
        Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        List<String> words = new ArrayList<>(List.of("health", "-v", "--password-file", file.toString()));
        words.addAll(List.of("--redis", "redis://127.0.0.1:" + redis.port()));
        words.addAll(UNHURRIED);
        assertWell(Run.patiently(words.toArray(String[]::new)));
    }

    @Test
    @DisplayName("no output ever shows the password, not even with --debug")
    void thePasswordIsNowhere() {
        String health = "health " + String.join(" ", UNHURRIED);
        for (String command : new String[] {health, "channels", "subscribers", "sessions", "pool", "instances"}) {
            for (String format : new String[] {"human", "json"}) {
                for (String user : new String[] {"", "nobody"}) {
                    String url = "redis://" + user + ":" + PASSWORD + "@127.0.0.1:" + redis.port();
                    String[] words = (command + " --debug --redis " + url + " -o " + format).split(" ");
                    Run run = Run.patiently(words);
                    assertThat(run.all()).isNotEmpty().doesNotContain(PASSWORD);
                    assertThat(run.code() == 2).as(run.all()).isEqualTo(!user.isEmpty());
                }
            }
        }
    }
}

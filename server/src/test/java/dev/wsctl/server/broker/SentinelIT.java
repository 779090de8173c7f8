package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.BrokerStatus.State.CONNECTED;
import static dev.wsctl.server.broker.BrokerStatus.State.DEGRADED;
import static dev.wsctl.server.broker.DataProbe.EXPIRY;
import static dev.wsctl.server.broker.DataProbe.bytes;
import static dev.wsctl.server.broker.DataProbe.failure;
import static dev.wsctl.server.broker.DataProbe.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.DeploymentFiles;
import dev.wsctl.server.testing.LogLines;
import dev.wsctl.server.testing.RedisSentinels;
import dev.wsctl.server.testing.TcpRelay;
import dev.wsctl.server.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One set of Sentinels for all: the failovers come in order, each from where the one before it ended. */
@DisplayName("Under Sentinels")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentinelIT {

    private static RedisSentinels sentinels;

    @BeforeAll
    static void start() {
        sentinels = RedisSentinels.start();
        sentinels.downAfter(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        sentinels.close();
    }

    @Test
    @Order(1)
    @DisplayName("D8 E14 a planned failover moves every connection off the demoted master, which stays open")
    void aPlannedFailoverMovesEveryConnection() throws Exception {
        try (BrokerProbe a = connected("a");
                BrokerProbe b = connected("b");
                DataProbe data = new DataProbe(sentinels.url())) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            get(data.set("k", "v"));
            get(data.data.rewrite("k", old -> old, EXPIRY));
            assertThat(ours(sentinels.master()))
                    .contains("chat:a:pub", "chat:a:sub", "chat:b:sub", "chat:a:data", "chat:a:pool");
            a.say("lobby", "before");
            eventually(() -> assertThat(b.heard).containsExactly("lobby:before"));

            sentinels.sentinels().get(0).command("SENTINEL", "FAILOVER", RedisSentinels.MASTER_NAME);
            eventually(() -> assertThat(ours(sentinels.replica()))
                    .contains("chat:a:pub", "chat:a:sub", "chat:b:pub", "chat:b:sub", "chat:a:data"));
            eventually(() -> assertThat(ours(sentinels.master())).isEmpty());
            eventually(() -> get(data.set("k", "after")));
            eventually(() -> get(data.data.rewrite("k", old -> bytes("changed"), EXPIRY)));
            assertThat(sentinels.replica().command("GET", "k")).isEqualTo("changed");
            eventually(() -> {
                assertThat(a.state()).isEqualTo(CONNECTED);
                assertThat(b.state()).isEqualTo(CONNECTED);
                a.say("lobby", "after");
                assertThat(b.heard).contains("lobby:after");
            });
        }
    }

    @Test
    @Order(2)
    @DisplayName("D8 E14 a master that is killed is replaced, and instances are on the new one by themselves")
    void aKilledMasterIsReplaced() throws Exception {
        EmbeddedRedis now = sentinels.replica();
        EmbeddedRedis heir = sentinels.master();
        // The Sentinels would get to it by themselves, ten seconds later.
        heir.command("REPLICAOF", now.host(), "" + now.port());
        eventually(() -> assertThat(now.command("INFO", "replication")).contains("state=online"));
        try (BrokerProbe a = connected("a");
                BrokerProbe b = connected("b");
                DataProbe data = new DataProbe(sentinels.url())) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            sentinels.downAfter(Duration.ofSeconds(1));
            now.kill();
            eventually(() -> assertThat(ours(heir)).contains("chat:a:pub", "chat:b:sub", "chat:a:data"));
            eventually(() -> {
                assertThat(a.state()).isEqualTo(CONNECTED);
                assertThat(b.state()).isEqualTo(CONNECTED);
                a.say("lobby", "after");
                assertThat(b.heard).contains("lobby:after");
            });
            eventually(() -> get(data.set("k", "v")));
        }
    }

    @Test
    @Order(3)
    @DisplayName("A2 a name no Sentinel knows keeps the broker local and says so")
    void anUnknownNameIsTold() {
        try (BrokerProbe a = new BrokerProbe("a", sentinels.url().replace("#wsctl", "#other"))) {
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            eventually(() -> assertThat(a.broker.status().lastError())
                    .contains("\"other\"")
                    .contains("No such master"));
        }
    }

    @Test
    @Order(5)
    @DisplayName("E16 Sentinels and the master are each given their own user and password")
    void sentinelsAndMasterHaveUsersOfTheirOwn() {
        for (EmbeddedRedis sentinel : sentinels.sentinels()) {
            sentinel.command("ACL", "SETUSER", "eve", "on", ">p/w", "~*", "&*", "+@all");
        }
        int port = sentinels.masterPort();
        EmbeddedRedis master = sentinels.master().port() == port ? sentinels.master() : sentinels.replica();
        master.command("ACL", "SETUSER", "ada", "on", ">pa", "~chat:*", "&chat:*", "+@all", "-@dangerous");
        String url = sentinels.url().replace("redis-sentinel://", "redis-sentinel://ada:pa@");
        try (BrokerProbe a =
                new BrokerProbe("a", url.replace("/0#", "/0?sentinel_user=eve&sentinel_password=p%2Fw#"))) {
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            assertThat(master.command("CLIENT", "LIST")).containsPattern("name=chat:a:pub .* user=ada ");
            for (EmbeddedRedis sentinel : sentinels.sentinels()) {
                // One is enough to be connected; the others may still be asked.
                eventually(() -> assertThat(sentinel.command("CLIENT", "LIST"))
                        .containsPattern("name=chat:a:sentinel .* user=eve "));
            }
        }
        try (BrokerProbe a =
                new BrokerProbe("a", url.replace("/0#", "/0?sentinel_user=eve&sentinel_password=wr0ng#"))) {
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            eventually(() -> assertThat(a.broker.status().lastError())
                    .contains("WRONGPASS")
                    .doesNotContain("wr0ng"));
        }
    }

    @Test
    @Order(4)
    @DisplayName("A8 what a replica refuses is tried again, on a connection that is looked up anew")
    void whatAReplicaRefusesIsTriedAgain() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                DataProbe data = new DataProbe(redis.url(), "--redis-retry-attempts", "1")) {
            redis.command("REPLICAOF", "127.0.0.1", "1");
            assertThat(failure(data.set("k", "v"))).contains("READONLY");
            assertThat(data.data.retries()).isEqualTo(1);
            redis.command("REPLICAOF", "NO", "ONE");
            eventually(() -> get(data.set("k", "v")));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Order(6)
    @DisplayName(
            "E16 D8 by TLS, with a certificate and users of the least rights, as docs/deploy says; also after a failover")
    void tlsWithTheLeastRights(@TempDir Path directory) throws Exception {
        TestCertificate node = TestCertificate.create(directory, "node");
        TestCertificate instance = TestCertificate.create(directory, "instance");
        Path authorities = directory.resolve("authorities.pem");
        Files.writeString(
                authorities, Files.readString(node.certificateFile()) + Files.readString(instance.certificateFile()));
        try (RedisSentinels secured = RedisSentinels.start(DeploymentFiles.tls(node, authorities))) {
            secured.downAfter(Duration.ofSeconds(20));
            for (EmbeddedRedis redis : List.of(secured.master(), secured.replica())) {
                DeploymentFiles.user(redis, "redis/users.acl", "chat");
            }
            secured.sentinels().forEach(each -> DeploymentFiles.user(each, "sentinel/users.acl", "chat"));
            String trust = "ssl_ca_certs=" + authorities;
            String users = trust + "&sentinel_user=chat&sentinel_password=change-me-sentinel";
            String url = secured.tlsUrl(
                    "chat:change-me-server",
                    users + "&ssl_certfile=" + instance.certificateFile() + "&ssl_keyfile=" + instance.keyFile());
            // A TLS handshake with certificates on both sides takes a busy machine more than half a second.
            String[] patient = {"--redis-socket-timeout", "5s"};
            try (BrokerProbe a = new BrokerProbe("a", url, patient);
                    BrokerProbe b = new BrokerProbe("b", url, patient);
                    BrokerProbe nobody = new BrokerProbe("c", secured.tlsUrl("chat:change-me-server", users));
                    DataProbe data = new DataProbe(url)) {
                eventually(() -> assertThat(List.of(a.state(), b.state())).containsOnly(CONNECTED));
                b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
                a.say("lobby", "before");
                eventually(() -> assertThat(b.heard).containsExactly("lobby:before"));
                secured.sentinels().get(0).command("SENTINEL", "FAILOVER", RedisSentinels.MASTER_NAME);
                eventually(() -> assertThat(secured.replica().command("CLIENT", "LIST"))
                        .containsPattern("name=chat:a:pub .* user=chat ")
                        .containsPattern("name=chat:b:sub .* user=chat "));
                eventually(() -> {
                    a.say("lobby", "after");
                    assertThat(b.heard).contains("lobby:after");
                });
                eventually(() -> get(data.set("chat:k", "v")));
                eventually(() -> assertThat(nobody.state()).isEqualTo(DEGRADED));
                for (EmbeddedRedis each : secured.sentinels()) {
                    eventually(() -> assertThat(each.command("CLIENT", "LIST"))
                            .containsPattern("name=chat:a:sentinel .* user=chat "));
                    assertThat(each.command("ACL", "LOG")).doesNotContain("username\nchat\n");
                }
                assertThat(secured.replica().command("ACL", "LOG")).doesNotContain("username\nchat\n");
            }
        }
    }

    @Test
    @Order(7)
    @DisplayName("B6 a Sentinel that is out of reach is told once, not at every attempt, and so is its return")
    void aSentinelThatIsAwayIsToldOnce() {
        int third = sentinels.sentinels().get(2).port();
        try (TcpRelay relay = TcpRelay.to(third);
                LogLines log = new LogLines();
                // Patient: only the relay is to be what keeps the third from answering.
                BrokerProbe a = new BrokerProbe(
                        "a",
                        sentinels.url().replace(":" + third, ":" + relay.port()),
                        "--redis-socket-timeout",
                        "5s")) {
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            relay.cut();
            int attempts = relay.accepted();
            eventually(() -> assertThat(relay.accepted()).isGreaterThan(attempts + 3));
            relay.restore();
            String name = "SentinelWatch: Sentinel 127.0.0.1:" + relay.port();
            eventually(() -> assertThat(log.lines()).anyMatch(line -> line.contains(name + " is back")));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(name))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("WARN").contains(name + " is out of reach: "),
                            line -> assertThat(line).startsWith("INFO").endsWith(name + " is back"));
        }
    }

    /** The names of the instances' connections to this Redis. */
    private static String ours(EmbeddedRedis redis) {
        return redis.command("CLIENT", "LIST")
                .lines()
                .map(line -> line.replaceAll(".* name=(\\S*) .*", "$1"))
                .filter(name -> name.startsWith("chat:"))
                .sorted()
                .distinct()
                .collect(java.util.stream.Collectors.joining(" "));
    }

    private static BrokerProbe connected(String id) {
        BrokerProbe probe = new BrokerProbe(id, sentinels.url());
        eventually(() -> assertThat(probe.state()).isEqualTo(CONNECTED));
        return probe;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(assertion);
    }
}

package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisSentinels;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Each step makes things worse: a fleet of sentinels of its own for each would take most of a minute. */
@DisplayName("A10 doctor, on a master with its sentinels,")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorSentinelsIT {
    private static final String NAME = RedisSentinels.MASTER_NAME;
    private static final Pattern LAG = Pattern.compile(",lag=(\\d+)");
    /** A Sentinel that was held up itself believes nothing for 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

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

    private static Sickbed doctor(String... options) {
        return Sickbed.doctor(sentinels.url(), options);
    }

    @Test
    @Order(1)
    @DisplayName("TOP01, TOP02 finds nothing where three agree and the replica is in step")
    void silentWhenWell() {
        assertThat(doctor().codes()).doesNotContain("TOP01", "TOP02", "DEL29");
        assertThat(doctor().json().get("skipped").findValuesAsText("code")).doesNotContain("TOP01", "TOP02");
    }

    @Test
    @Order(2)
    @DisplayName("TOP01 sees a replica that falls behind")
    void aReplicaFallsBehind() {
        sentinels.replica().suspend();
        try {
            await().atMost(PATIENCE).until(() -> lagSeconds() >= 2);
            assertThat(doctor("--set", "TOP01.lag=1s")
                            .finding("TOP01")
                            .get("title")
                            .asText())
                    .matches("a replica was last heard of \\d+ s ago");
            sentinels.master().command("SET", "key", "x".repeat(10_000));
            assertThat(doctor("--set", "TOP01.behind=1kb")
                            .finding("TOP01")
                            .get("title")
                            .asText())
                    .startsWith("a replica is ")
                    .endsWith(" behind");
        } finally {
            sentinels.replica().resume();
        }
    }

    /** Since the master last heard of its replica. */
    private static int lagSeconds() {
        Matcher lag = LAG.matcher(sentinels.master().command("INFO", "replication"));
        return lag.find() ? Integer.parseInt(lag.group(1)) : 0;
    }

    @Test
    @Order(3)
    @DisplayName("TOP02 sees a quorum that there are too few sentinels for")
    void anImpossibleQuorum() {
        EmbeddedRedis first = sentinels.sentinels().get(0);
        first.command("SENTINEL", "SET", NAME, "quorum", "5");
        JsonNode finding = doctor().finding("TOP02");
        assertThat(finding.get("severity").asText()).isEqualTo("CRITICAL");
        assertThat(finding.get("title").asText())
                .startsWith("a quorum of 5 is impossible: ")
                .endsWith("3 sentinels");
        first.command("SENTINEL", "SET", NAME, "quorum", "2");
        assertThat(doctor().codes()).doesNotContain("TOP02");
    }

    @Test
    @Order(4)
    @DisplayName("TOP02 sees sentinels that disagree, and one that is alone")
    void sentinelsDisagree() {
        try (EmbeddedRedis stranger = EmbeddedRedis.start()) {
            EmbeddedRedis last = sentinels.sentinels().get(2);
            last.command("SENTINEL", "REMOVE", NAME);
            last.command("SENTINEL", "MONITOR", NAME, stranger.host(), "" + stranger.port(), "1");
            await().atMost(PATIENCE).untilAsserted(() -> {
                // The others greet it all the time: without this it knows them again within two seconds.
                last.command("SENTINEL", "RESET", NAME);
                assertThat(doctor().run().out())
                        .contains("the sentinels do not agree which one is the master")
                        .containsPattern("only (1 sentinel|2 sentinels): when one is lost, no other takes over");
            });
        }
    }

    @Test
    @Order(5)
    @DisplayName("TOP02 sees sentinels that do not answer, and that the others could not replace the master")
    void sentinelsAreGone() {
        sentinels.downAfter(Duration.ofSeconds(1));
        sentinels.sentinels().get(1).kill();
        sentinels.sentinels().get(2).kill();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(doctor().run().out())
                        .contains("does not help")
                        .contains("the sentinels could not replace the master now"));
    }
}

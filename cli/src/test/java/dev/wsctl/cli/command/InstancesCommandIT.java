package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class InstancesCommandIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    /** Anew for each: they age. */
    @BeforeEach
    void beat() {
        Heartbeats.write(redis, "live", "a", false, 40_000);
        Heartbeats.write(redis, "live", "b", false, 40_000);
        Heartbeats.write(redis, "late", "a", false, 14_500);
        Heartbeats.write(redis, "ill", "a", true, 40_000);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run instances(String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "instances";
        all[1] = "--redis";
        all[2] = redis.url();
        all[3] = "--timeout";
        all[4] = "30s";
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return Run.wsctl(all);
    }

    @Test
    @DisplayName("E6 every heartbeat is an instance, its age by Redis' own clock")
    void everyHeartbeatIsAnInstance() {
        Run run = instances("--prefix", "live", "--expect", "2", "-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        JsonNode json = Json.json(run);
        assertThat(json.get("schema").asText()).isEqualTo("wsctl/instances/v1");
        assertThat(json.get("instances")).hasSize(2);
        JsonNode first = json.get("instances").get(0);
        assertThat(first.get("id").asText()).isEqualTo("a");
        assertThat(first.get("connections").asLong()).isEqualTo(42);
        assertThat(first.get("pool").get("max").asLong()).isEqualTo(50);
        // Written long ago by the clock of the writer, five seconds ago by that of Redis.
        assertThat(first.get("heartbeat_age_ms").asLong()).isBetween(5_000L, 30_000L);
    }

    @Test
    @DisplayName("E11 a late heartbeat and a degraded instance are warnings, a missing instance is critical")
    void verdicts() {
        assertThat(instances("--prefix", "late").code()).isEqualTo(1);
        assertThat(instances("--prefix", "ill").code()).isEqualTo(1);
        assertThat(instances("--prefix", "live", "--expect", "3").code()).isEqualTo(2);
        assertThat(instances("--prefix", "live", "--expect", "1").code()).isEqualTo(1);
    }

    @Test
    @DisplayName("no instance under the prefix: exit 3, and the prefixes that have some are named")
    void otherPrefixesAreFound() {
        Run run = instances();
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("--prefix live (2 there)")
                .contains("--prefix late (1 there)");
    }

    @Test
    @DisplayName("a key of another type, and one that is no JSON, hide nobody else")
    void strangersHideNobody() {
        Heartbeats.write(redis, "mixed", "a", false, 40_000);
        redis.command("LPUSH", "mixed:instances:list", "x");
        redis.command("SET", "mixed:instances:text", "hello", "PX", "40000");
        Run run = instances("--prefix", "mixed");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("the heartbeat of text can't be understood")
                .doesNotContain("list");
    }

    @Test
    @DisplayName("a user who may not read the heartbeats gets exit 3 and the rule that would allow it")
    void aForbiddenRegistryIsNamed() {
        try (EmbeddedRedis guarded =
                EmbeddedRedis.start(EmbeddedRedis.options().aclUser("probe on >pw ~other:* &* +@all"))) {
            Heartbeats.write(guarded, "chat", "a", false, 40_000);
            Run run = Run.patiently("instances", "-r", "redis://probe:pw@127.0.0.1:" + guarded.port() + "/0");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err())
                    .contains("ACL SETUSER probe '%R~chat:instances:*'")
                    .doesNotContain("pw@");
        }
    }

    @Test
    @DisplayName("--expect of less than nothing is refused, exit 64")
    void aNegativeNumberIsRefused() {
        assertThat(instances("--expect", "-1").code()).isEqualTo(64);
    }
}

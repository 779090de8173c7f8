package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl presence on a real Redis")
@SuppressWarnings("NullAway.Init")
class PresenceCommandIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run presence(String prefix, String... options) {
        List<String> args =
                new ArrayList<>(List.of("presence", "--redis", redis.url(), "--timeout", "30s", "--prefix", prefix));
        args.addAll(List.of(options));
        return Run.wsctl(args.toArray(new String[0]));
    }

    /** @param ageMillis by Redis' clock, since it was confirmed */
    private static void add(String key, String member, long ageMillis) {
        redis.command(
                "EVAL",
                "local t=redis.call('TIME') redis.call('ZADD',KEYS[1],t[1]*1000-ARGV[1],ARGV[2])",
                "1",
                key,
                Long.toString(ageMillis),
                member);
    }

    @Test
    @DisplayName("E4 counts who was confirmed lately, by standing, instance and room")
    void countsWhoIsThere() {
        Heartbeats.write(redis, "live", "a", false, 40_000);
        add("live:registry", "a", 4_000);
        add("live:presence:global:guests", "a:guest-1", 1_000);
        add("live:presence:global:members", "a:id:with:colons", 1_000);
        add("live:presence:global:members", "a:42", 1_000);
        add("live:presence:global:admins", "a:root", 1_000);
        add("live:presence:room:lobby", "{\"username\":\"ada\"}", 1_000);
        add("live:presence:room:empty", "{\"username\":\"old\"}", 60_000);
        Run run = presence("live", "--rooms", "-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        JsonNode json = run.json();
        assertThat(json.at("/schema").asText()).isEqualTo("wsctl/presence/v1");
        assertThat(json.at("/clients/guests").asLong()).isEqualTo(1);
        assertThat(json.at("/clients/members").asLong()).isEqualTo(2);
        assertThat(json.at("/clients/admins").asLong()).isEqualTo(1);
        assertThat(json.at("/instances")).hasSize(1);
        assertThat(json.at("/instances/0/connections").asLong()).isEqualTo(42);
        assertThat(json.at("/rooms_total").asLong()).isEqualTo(2);
        assertThat(json.at("/rooms/0/room").asText()).isEqualTo("lobby");
        assertThat(json.at("/rooms/1/stale").asLong()).isEqualTo(1);
    }

    @Test
    @DisplayName("E6 what a killed instance left behind is a warning, by Redis' clock")
    void leftoversAreAWarning() {
        Heartbeats.write(redis, "torn", "a", false, 40_000);
        add("torn:registry", "a", 4_000);
        add("torn:presence:global:members", "dead:1", 1_000);
        add("torn:presence:global:members", "older:1", 60_000);
        Run run = presence("torn");
        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("1 clients are present on dead, which has no heartbeat")
                .contains("1 entry of older not confirmed");
    }

    @Test
    @DisplayName("no such prefix is UNKNOWN, a limit on entries is told, nothing is written")
    void whatCannotBeToldIsTold() {
        assertThat(presence("nobody").code()).isEqualTo(3);
        for (int i = 0; i < 20; i++) {
            add("many:presence:global:guests", "a:" + i, 1_000);
        }
        redis.command("CONFIG", "RESETSTAT");
        Run cut = presence("many", "--max-entries", "5", "-o", "json");
        assertThat(cut.json().at("/partial").asBoolean()).isTrue();
        assertThat(cut.json().at("/clients/guests").asLong()).isEqualTo(5);
        assertThat(redis.command("INFO", "commandstats"))
                .doesNotContain("cmdstat_zadd")
                .doesNotContain("cmdstat_keys");
    }

    @Test
    @DisplayName("a key of another type is told, and hides nothing else")
    void aStrangerIsTold() {
        redis.command("SET", "odd:presence:global:guests", "hello");
        add("odd:presence:global:members", "a:1", 1_000);
        Run run = presence("odd", "-o", "json");
        assertThat(run.json().at("/clients/members").asLong()).isEqualTo(1);
        assertThat(run.json().at("/gaps/0").asText()).contains("no sorted set");
    }
}

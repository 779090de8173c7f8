package dev.wsctl.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {

    private static ServerConfig resolve(Map<String, String> environment, String... flags) {
        return ServerConfig.resolve(Arrays.asList(flags), environment);
    }

    @Test
    @DisplayName("A1 the defaults are the documented ones")
    void theDefaultsAreTheDocumentedOnes() {
        ServerConfig config = resolve(Map.of());

        assertThat(config.redis().enabled()).isFalse();
        assertThat(config.redis().pubSubEnabled()).isFalse();
        assertThat(config.redis().url()).hasToString("redis://localhost:6379/0");
        assertThat(config.redis().poolSize()).isEqualTo(10);
        assertThat(config.redis().socketTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.redis().maxConnections()).isEqualTo(50);
        assertThat(config.redis().retryOnTimeout()).isTrue();
        assertThat(config.redis().retryAttempts()).isEqualTo(3);
        assertThat(config.redis().degradedAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.heartbeat().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.heartbeat().expiry()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.sessions().keyPrefix()).isEqualTo("chat:session:");
        assertThat(config.limits().queueMessages()).isEqualTo(1500);
        assertThat(config.limits().allowedOrigins()).isEmpty();
        assertThat(config.distributed()).isFalse();
    }

    @Test
    @DisplayName("A1 C1 E1 every documented variable is read")
    void everyDocumentedVariableIsRead() {
        ServerConfig config = resolve(Map.ofEntries(
                Map.entry("REDIS_ENABLED", "true"),
                Map.entry("REDIS_URL", "rediss://user:secret@redis.example:6380/2"),
                Map.entry("REDIS_CACHE_URL", "redis://cache:6379/1"),
                Map.entry("REDIS_PUBSUB_ENABLED", "true"),
                Map.entry("REDIS_POOL_SIZE", "7"),
                Map.entry("REDIS_SOCKET_TIMEOUT", "2"),
                Map.entry("REDIS_MAX_CONNECTIONS", "20"),
                Map.entry("REDIS_CHANNEL_PREFIX", "chat_system"),
                Map.entry("REDIS_RETRY_ON_TIMEOUT", "false"),
                Map.entry("REDIS_RETRY_ATTEMPTS", "1"),
                Map.entry("ENABLE_DISTRIBUTED_CHAT", "true"),
                Map.entry("INSTANCE_ID", "api-1"),
                Map.entry("PORT", "3001")));

        assertThat(config.distributed()).isTrue();
        assertThat(config.redis().url().secretText()).isEqualTo("rediss://user:secret@redis.example:6380/2");
        assertThat(config.redis().cacheUrl()).hasToString("redis://cache:6379/1");
        assertThat(config.redis().poolSize()).isEqualTo(7);
        assertThat(config.redis().socketTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.redis().maxConnections()).isEqualTo(20);
        assertThat(config.redis().channelPrefix()).isEqualTo("chat_system");
        assertThat(config.redis().retryOnTimeout()).isFalse();
        assertThat(config.redis().retryAttempts()).isEqualTo(1);
        assertThat(config.sessions().keyPrefix()).isEqualTo("chat_system:session:");
        assertThat(config.instanceId()).isEqualTo("api-1");
        assertThat(config.port()).isEqualTo(3001);
    }

    static List<Setting<?>> settings() {
        return Settings.ALL;
    }

    @ParameterizedTest
    @MethodSource("settings")
    @DisplayName("A1 every setting has a flag and a variable of its own, and a bad value is one line that names it")
    void aBadValueIsOneLineThatNamesIt(Setting<?> setting) {
        String bad = "\u0000 bad \n";
        assertThat(setting.flag()).matches("--[a-z][a-z-]*");
        assertThatThrownBy(() -> resolve(Map.of(setting.variable(), bad)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(setting.variable() + ": ")
                .hasMessageContaining(setting.parser().allowed())
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> resolve(Map.of(), setting.flag() + "=" + bad))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(setting.flag() + ": ");
    }

    @Test
    void everyFlagAndVariableIsThereOnce() {
        assertThat(Settings.ALL).extracting(Setting::flag).doesNotHaveDuplicates();
        assertThat(Settings.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @DisplayName("A1 giving a Redis URL or asking for distributed chat enables Redis, unless it is switched off")
    @CsvSource({
        "REDIS_URL=redis://h, true, true",
        "REDIS_URL=redis://h REDIS_ENABLED=false, false, false",
        "REDIS_URL=redis://h REDIS_PUBSUB_ENABLED=false, true, false",
        "REDIS_URL=redis://h ENABLE_DISTRIBUTED_CHAT=false, true, false",
        "ENABLE_DISTRIBUTED_CHAT=true, true, true",
        "REDIS_ENABLED=true, true, false",
        "REDIS_ENABLED=true REDIS_PUBSUB_ENABLED=true, true, true",
        "REDIS_PUBSUB_ENABLED=true, false, false",
        "REDIS_CACHE_URL=redis://h, true, false",
        "REDIS_URL=, false, false",
    })
    void aUrlEnablesRedis(String variables, boolean enabled, boolean distributed) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String variable : variables.split(" ")) {
            environment.put(
                    variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        ServerConfig config = ServerConfig.resolve(List.of(), environment);

        assertThat(config.redis().enabled()).isEqualTo(enabled);
        assertThat(config.distributed()).isEqualTo(distributed);
    }

    @Test
    void flagsWinOverTheEnvironmentAndMayBeWrittenInTwoWays() {
        ServerConfig config = resolve(
                Map.of("PORT", "1", "HOST", "10.0.0.1"), "--port", "0", "--redis=redis://h:1", "--redis-enabled");

        assertThat(config.port()).isZero();
        assertThat(config.host()).isEqualTo("10.0.0.1");
        assertThat(config.distributed()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("A1 settings that contradict each other, unknown flags and missing values are refused in one line")
    @ValueSource(
            strings = {
                "--distributed-chat --redis-enabled=false",
                "--distributed-chat --redis-pubsub-enabled=false",
                "--redis-pool-size=51",
                "--heartbeat-interval=50s",
                "--pong-timeout=30s",
                "--prot=1",
                "--port",
                "redis://:secret@host",
                "--redis=http://:secret@host",
                "--redis=redis://:secret@host:99999",
                "--redis=redis://:secret@",
                "--redis=redis://:secret@host/db",
                "--redis=redis://:secret@ho st",
            })
    void contradictionsAreRefused(String flags) {
        assertThatThrownBy(() -> resolve(Map.of(), flags.split(" (?=--)")))
                .isInstanceOf(ConfigException.class)
                .message()
                .hasLineCount(1)
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("B7 a password, whatever is in it, is never part of what is printed")
    void aPasswordIsNeverPrinted() {
        for (String password : List.of("a,b", "p@ss", "Very!Strong@Pass#2024", "x/y?z", ",redis:")) {
            RedisUrl url = RedisUrl.parse("redis://user:" + password + "@host:6379/0");
            assertThat(url).hasToString("redis://host:6379/0");
            assertThat(url.secretText()).contains(password);
        }
        assertThat(RedisUrl.parse("redis://:a@h1:1,redis://:b@h2:2")).hasToString("redis://h1:1,redis://h2:2");
        assertThat(RedisUrl.parse("redis://:a@h1:1,h2:2")).hasToString("redis://h1:1,h2:2");
        assertThat(RedisUrl.parse("unix:///run/redis.sock")).hasToString("unix:///run/redis.sock");
    }

    @Test
    void instanceIdsAreUniqueByDefault() {
        assertThat(resolve(Map.of()).instanceId())
                .matches("[A-Za-z0-9_.-]{1,64}")
                .isNotEqualTo(resolve(Map.of()).instanceId());
    }
}

package dev.wsctl.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The Redis for tests")
class RedisForTestsIT {

    @ParameterizedTest
    @MethodSource("dev.wsctl.server.testing.RedisForTests#everyVersion")
    @DisplayName("is a real one, wherever it comes from")
    void isARealOne(RedisForTests.Origin origin) {
        try (RedisForTests redis = origin.start()) {
            assertThat(redis.command("INFO", "server")).contains("redis_version:");
            String key = redis.prefix() + ":key";
            assertThat(redis.command("SET", key, "value", "EX", "60")).isEqualTo("OK");
            assertThat(redis.command("GET", key)).isEqualTo("value");
        }
    }
}

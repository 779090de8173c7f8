package dev.wsctl.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Glob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatReaderTest {
    @Test
    @DisplayName("E6 nested fields of a heartbeat come by dotted path")
    void nestedFieldsComeByPath() {
        assertThat(HeartbeatReader.flatten("{\"instanceId\":\"a\",\"pool\":{\"max\":50},\"degraded\":true}"))
                .containsEntry("instanceId", "a")
                .containsEntry("pool.max", "50")
                .containsEntry("degraded", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{\"instanceId\":", "]", "42"})
    @DisplayName("what is no heartbeat yields no identity, and no exception")
    void whatIsNoHeartbeatYieldsNothing(String json) {
        assertThat(HeartbeatReader.flatten(json)).doesNotContainKey("connectedClients");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "a*b", "what?", "[x]", "back\\slash"})
    @DisplayName("a prefix is looked for word for word")
    void aPrefixIsNoPattern(String prefix) {
        assertThat(new Glob(HeartbeatReader.literal(prefix)).matches(prefix)).isTrue();
        assertThat(new Glob(HeartbeatReader.literal("a*b")).matches("axb")).isFalse();
    }
}

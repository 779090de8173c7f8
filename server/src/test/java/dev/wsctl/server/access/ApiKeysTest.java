package dev.wsctl.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final String CURRENT = "c".repeat(32);
    private static final String PREVIOUS = "p".repeat(32);

    private static ApiKeys keys(Map<String, String> environment) {
        return new ApiKeys(ServerConfig.resolve(List.of(), environment).access().metricsKeys());
    }

    @Test
    @DisplayName("E16 while keys are changed the current and the previous one open, anything else does not")
    void bothKeysOpen() {
        ApiKeys keys = keys(Map.of("METRICS_API_KEY", CURRENT, "METRICS_API_KEY_PREVIOUS", PREVIOUS));

        assertThat(keys.accept(CURRENT)).isTrue();
        assertThat(keys.accept(PREVIOUS)).isTrue();
        assertThat(keys.accept(CURRENT + "c")).isFalse();
        assertThat(keys.accept("")).isFalse();
    }

    @Test
    @DisplayName("without keys nothing opens")
    void withoutKeysNothingOpens() {
        ApiKeys keys = keys(Map.of());

        assertThat(keys.areConfigured()).isFalse();
        assertThat(keys.accept("")).isFalse();
    }
}

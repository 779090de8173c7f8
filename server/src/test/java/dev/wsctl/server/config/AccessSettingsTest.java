package dev.wsctl.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {

    private static ServerConfig resolve(String variable, String value) {
        return ServerConfig.resolve(List.of(), Map.of(variable, value));
    }

    @Test
    @DisplayName("E2 a key of less than 32 characters is one clear line that does not repeat it")
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> resolve("METRICS_API_KEY", "x".repeat(31)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("METRICS_API_KEY: has only 31 characters; allowed: at least 32 printable ASCII characters"
                        + " without blanks");
        assertThatThrownBy(() -> resolve("METRICS_API_KEY", "geheim, geheim, geheim, geheim, geheim"))
                .hasMessageStartingWith("METRICS_API_KEY: has characters that are not allowed")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> resolve("ADMIN_PASSWORD", "short")).hasMessageNotContaining("short;");
    }

    @Test
    @DisplayName("a previous key without a current one is a mistake")
    void aPreviousKeyNeedsACurrentOne() {
        assertThatThrownBy(() -> resolve("METRICS_API_KEY_PREVIOUS", "x".repeat(32)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("METRICS_API_KEY");
        assertThatThrownBy(() -> resolve("ADMIN_TOKEN_PREVIOUS", "x".repeat(32)))
                .hasMessage("ADMIN_TOKEN_PREVIOUS without ADMIN_TOKEN (set the current one too)");
    }

    @Test
    @DisplayName("a configuration that is printed shows no secret")
    void noSecretIsPrinted() {
        String key = "k3y".repeat(12);

        assertThat(resolve("METRICS_API_KEY", key).toString())
                .doesNotContain(key)
                .contains("(hidden)");
    }
}

package dev.wsctl.server.access;

import static dev.wsctl.server.access.Caller.ADMINISTRATOR;
import static dev.wsctl.server.access.Caller.ANYBODY;
import static dev.wsctl.server.access.Caller.MONITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.config.ServerConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("E2 E16 who may do what")
class AuthorityTest {

    private static final String KEY = "k".repeat(32);
    private static final String OLD_KEY = "l".repeat(32);
    private static final String TOKEN = "t".repeat(32);
    private static final String OLD_TOKEN = "u".repeat(32);
    private static final String PASSWORD = "correct-horse";

    private static Authority authority(Map<String, String> environment) {
        return new Authority(ServerConfig.resolve(List.of(), environment).access(), InstantSource.system());
    }

    private final Authority all = authority(Map.of(
            "METRICS_API_KEY", KEY,
            "METRICS_API_KEY_PREVIOUS", OLD_KEY,
            "ADMIN_TOKEN", TOKEN,
            "ADMIN_TOKEN_PREVIOUS", OLD_TOKEN,
            "ADMIN_PASSWORD", PASSWORD));

    @Test
    @DisplayName("a metrics key reads figures and no more, the previous one too while keys are changed")
    void aKeyReadsFigures() {
        assertThat(all.identify("Bearer " + KEY, null)).isEqualTo(MONITOR);
        assertThat(all.identify("bearer " + OLD_KEY, null)).isEqualTo(MONITOR);
        assertThat(MONITOR.mayReadMetrics()).isTrue();
        assertThat(MONITOR.isAdministrator()).isFalse();
    }

    @Test
    @DisplayName("a token, the one before it and a session make an administrator, who reads figures too")
    void tokensAndSessionsMakeAdministrators() {
        assertThat(all.identify("Bearer " + TOKEN, null)).isEqualTo(ADMINISTRATOR);
        assertThat(all.identify("Bearer " + OLD_TOKEN, null)).isEqualTo(ADMINISTRATOR);
        assertThat(all.identify(null, all.openSession(PASSWORD))).isEqualTo(ADMINISTRATOR);
        assertThat(ADMINISTRATOR.mayReadMetrics()).isTrue();
    }

    @Test
    @DisplayName("nothing, something else and something of another kind are nobody's")
    void theRestIsAnybody() {
        assertThat(all.identify(null, null)).isEqualTo(ANYBODY);
        assertThat(all.identify("Basic " + KEY, TOKEN)).isEqualTo(ANYBODY);
        assertThat(all.identify("Bearer " + PASSWORD, "1.2.3")).isEqualTo(ANYBODY);
        assertThat(all.openSession("wrong-horse-")).isNull();
        assertThat(authority(Map.of()).identify("Bearer ", "")).isEqualTo(ANYBODY);
    }
}

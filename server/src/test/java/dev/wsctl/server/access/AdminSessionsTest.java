package dev.wsctl.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.config.Secret;
import dev.wsctl.server.config.ServerConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdminSessionsTest {

    private static final String PASSWORD = "correct-horse-battery";

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    private AdminSessions sessions(String password) {
        Secret secret = ServerConfig.resolve(List.of(), Map.of("ADMIN_PASSWORD", password))
                .access()
                .adminPassword();
        return new AdminSessions(secret, () -> now);
    }

    private static String opened(@Nullable String token) {
        return Objects.requireNonNull(token);
    }

    @Test
    @DisplayName(
            "E2 a session opened on one instance is valid on every instance with the same password, until it expires")
    void aSessionIsValidOnEveryInstanceUntilItExpires() {
        AdminSessions here = sessions(PASSWORD);
        AdminSessions there = sessions(PASSWORD);
        String token = opened(here.open(PASSWORD));

        assertThat(there.accept(token)).isTrue();
        assertThat(sessions("another-password").accept(token)).isFalse();
        now = now.plus(AdminSessions.LIFETIME);
        assertThat(there.accept(token)).isFalse();
    }

    @Test
    @DisplayName("a wrong password opens nothing, and a token that was tampered with is refused")
    void whatIsWrongIsRefused() {
        AdminSessions sessions = sessions(PASSWORD);
        String token = opened(sessions.open(PASSWORD));

        assertThat(sessions.open(PASSWORD + "x")).isNull();
        assertThat(sessions.accept("9" + token)).isFalse();
        assertThat(sessions.accept(token + "A")).isFalse();
        for (String junk : List.of("", ".", "..", "1.2.3", "x".repeat(10_000), "9999999999..")) {
            assertThat(sessions.accept(junk)).as(junk).isFalse();
        }
    }

    @Test
    @DisplayName("without a password there are no sessions")
    void withoutAPasswordThereAreNoSessions() {
        AdminSessions none = new AdminSessions(null, () -> now);

        assertThat(none.areConfigured()).isFalse();
        assertThat(none.open("")).isNull();
        assertThat(none.accept(opened(sessions(PASSWORD).open(PASSWORD)))).isFalse();
    }
}

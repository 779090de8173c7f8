package dev.wsctl.server.access;

import dev.wsctl.server.config.ServerConfig.Access;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, decided in this one place for HTTP and WebSockets alike: a metrics key makes a {@link
 * Caller#MONITOR}, an administrator's token or session an {@link Caller#ADMINISTRATOR}. Thread-safe.
 */
public final class Authority {

    private static final String BEARER = "Bearer ";

    private final ApiKeys metricsKeys;
    private final ApiKeys adminTokens;
    private final AdminSessions sessions;

    public Authority(Access access, InstantSource clock) {
        this.metricsKeys = new ApiKeys(access.metricsKeys());
        this.adminTokens = new ApiKeys(access.adminTokens());
        this.sessions = new AdminSessions(access.adminPassword(), clock);
    }

    /**
     * @param authorization the header of that name; null if there is none
     * @param session what the session's cookie holds; null if there is none
     */
    public Caller identify(@Nullable String authorization, @Nullable String session) {
        String shown = bearer(authorization);
        boolean admin = shown != null && adminTokens.accept(shown);
        boolean monitor = shown != null && metricsKeys.accept(shown);
        if (admin || (session != null && sessions.accept(session))) {
            return Caller.ADMINISTRATOR;
        }
        return monitor ? Caller.MONITOR : Caller.ANYBODY;
    }

    /** What is behind {@code Bearer}; null for anything else. */
    public static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Whether anybody can be an administrator by a token. */
    public boolean knowsAdminTokens() {
        return adminTokens.areConfigured();
    }

    public boolean knowsMetricsKeys() {
        return metricsKeys.areConfigured();
    }

    /** Whether there is a password to open sessions with. */
    public boolean opensSessions() {
        return sessions.areConfigured();
    }

    /** @return what the session's cookie is to hold; null if the password is wrong or there is none */
    public @Nullable String openSession(String password) {
        return sessions.open(password);
    }

    /** How long a session lasts. */
    public static Duration sessionLifetime() {
        return AdminSessions.LIFETIME;
    }
}

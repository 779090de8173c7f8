package dev.wsctl.server.transport;

import dev.wsctl.server.access.AdminSessions;
import dev.wsctl.server.access.ApiKeys;
import dev.wsctl.server.config.ServerConfig.Access;
import dev.wsctl.server.metrics.MetricRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who has an API key or an administrator's session (E2), and gives out such sessions. Whoever is turned away is
 * counted, and logged at a limited rate. Thread-safe.
 */
final class Gate {

    static final String COOKIE = "wsctl_admin";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "Bearer ";

    /** Guesses at the password: five at once, then one a second, over all clients. */
    private static final int GUESSES = 5;

    private final ApiKeys keys;
    private final AdminSessions sessions;
    private final LongAdder refused = new LongAdder();
    private final LogLimit log = new LogLimit(Duration.ofSeconds(10));
    private final RateLimit guesses = new RateLimit(1, GUESSES, System.nanoTime());

    Gate(Access access, MetricRegistry registry) {
        this.keys = new ApiKeys(access.apiKeys());
        this.sessions = new AdminSessions(access.adminPassword(), InstantSource.system());
        registry.counter(
                "wsctl_server_auth_failures_total",
                "Requests turned away for a wrong or missing key, session or password",
                refused::sum);
    }

    /** @return null if the request may pass, otherwise what to answer */
    @Nullable HttpAnswer check(HttpCall call) {
        String authorization = call.header(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && keys.accept(authorization.substring(BEARER.length()).strip())) {
            return null;
        }
        String session = call.cookie(COOKIE);
        if (session != null && sessions.accept(session)) {
            return null;
        }
        if (authorization != null) {
            return refuse(call, "wrong API key", "this API key is not valid here (METRICS_API_KEY)");
        }
        if (session != null) {
            return refuse(call, "invalid admin session", "this session is not valid or has expired; log in again");
        }
        return refuse(
                call,
                "no credentials",
                keys.areConfigured()
                        ? "send Authorization: Bearer with the METRICS_API_KEY of this instance"
                        : "start the instance with METRICS_API_KEY (at least 32 characters), then send it as"
                                + " Authorization: Bearer");
    }

    private HttpAnswer refuse(HttpCall call, String why, String hint) {
        refused.increment();
        long heldBack = log.pass();
        if (heldBack >= 0) {
            LOG.warn("Turned {} away from {}: {} ({} more not logged)", call.from(), call.path(), why, heldBack);
        }
        return HttpAnswer.line(401, hint).with(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"wsctl\"");
    }

    /** Exchanges the password, posted as the form field {@code password}, for a cookie. */
    HttpAnswer logIn(HttpCall call) {
        if (!sessions.areConfigured()) {
            return HttpAnswer.line(404, "there is no login here (ADMIN_PASSWORD is not set)");
        }
        synchronized (guesses) {
            if (!guesses.tryTake(System.nanoTime())) {
                return HttpAnswer.line(429, "too many attempts; try again in a few seconds")
                        .with(HttpHeaderNames.RETRY_AFTER, "5");
            }
        }
        String password = call.field("password");
        String token = password == null ? null : sessions.open(password);
        if (token == null) {
            return refuse(call, "wrong password", "wrong password; post it as the form field password");
        }
        LOG.info("Administrator logged in from {}", call.from());
        return HttpAnswer.line(200, "logged in for " + AdminSessions.LIFETIME.toHours() + " hours")
                .with(HttpHeaderNames.SET_COOKIE, cookie(call, token, AdminSessions.LIFETIME.toSeconds()));
    }

    /** Makes a browser forget its session. */
    HttpAnswer logOut(HttpCall call) {
        return HttpAnswer.line(200, "logged out").with(HttpHeaderNames.SET_COOKIE, cookie(call, "", 0));
    }

    private static String cookie(HttpCall call, String value, long seconds) {
        DefaultCookie cookie = new DefaultCookie(COOKIE, value);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.Strict);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        // TLS ends at a proxy, which says so.
        cookie.setSecure("https".equalsIgnoreCase(call.header("X-Forwarded-Proto")));
        return ServerCookieEncoder.STRICT.encode(cookie);
    }
}

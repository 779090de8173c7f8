package dev.wsctl.server.transport;

import dev.wsctl.server.access.Authority;
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
 * Lets in whom {@link Authority} knows (E2, E16), over HTTP and before a WebSocket, and gives out administrators' sessions.
 * Whoever is turned away is counted, and logged at a limited rate. Thread-safe.
 */
final class Gate {

    static final String COOKIE = "wsctl_admin";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    /** Guesses at the password: five at once, then one a second, over all clients. */
    private static final int GUESSES = 5;

    private final Authority authority;
    private final LongAdder refused = new LongAdder();
    private final LogLimit log = new LogLimit(Duration.ofSeconds(10));
    private final RateLimit guesses = new RateLimit(1, GUESSES, System.nanoTime());

    Gate(Access access, MetricRegistry registry) {
        this.authority = new Authority(access, InstantSource.system());
        registry.counter(
                "wsctl_server_auth_failures_total",
                "Requests turned away for a wrong or missing key, session or password",
                refused::sum);
    }

    /** @return null if who asks may read figures, otherwise what to answer */
    @Nullable HttpAnswer check(HttpCall call) {
        String authorization = call.header(HttpHeaderNames.AUTHORIZATION);
        String session = call.cookie(COOKIE);
        if (authority.identify(authorization, session).mayReadMetrics()) {
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
                authority.knowsMetricsKeys()
                        ? "send Authorization: Bearer with the METRICS_API_KEY of this instance"
                        : "start the instance with METRICS_API_KEY (at least 32 characters), then send it as"
                                + " Authorization: Bearer");
    }

    /**
     * Whether somebody who wants to chat is an administrator. A browser's session counts only for this server's own pages:
     * another site's must not act in its owner's name.
     *
     * @throws BadRequestException if a wrong token was shown where there is a right one; what a proxy adds where there is
     *     none is none of ours
     */
    boolean isAdministrator(HttpCall call) throws BadRequestException {
        String authorization = call.header(HttpHeaderNames.AUTHORIZATION);
        if (authority
                .identify(authorization, isOwnPage(call) ? call.cookie(COOKIE) : null)
                .isAdministrator()) {
            return true;
        }
        if (authority.knowsAdminTokens() && Authority.bearer(authorization) != null) {
            turnedAway(call, "wrong admin token");
            throw new BadRequestException(401, "this is not the admin token (ADMIN_TOKEN)");
        }
        return false;
    }

    private static boolean isOwnPage(HttpCall call) {
        String origin = call.header(HttpHeaderNames.ORIGIN);
        String host = call.header(HttpHeaderNames.HOST);
        return origin != null && host != null && origin.endsWith("://" + host);
    }

    private HttpAnswer refuse(HttpCall call, String why, String hint) {
        turnedAway(call, why);
        return HttpAnswer.line(401, hint).with(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"wsctl\"");
    }

    private void turnedAway(HttpCall call, String why) {
        refused.increment();
        long heldBack = log.pass();
        if (heldBack >= 0) {
            LOG.warn("Turned {} away from {}: {} ({} more not logged)", call.from(), call.path(), why, heldBack);
        }
    }

    /** Exchanges the password, posted as the form field {@code password}, for a cookie. */
    HttpAnswer logIn(HttpCall call) {
        if (!authority.opensSessions()) {
            return HttpAnswer.line(404, "there is no login here (ADMIN_PASSWORD is not set)");
        }
        synchronized (guesses) {
            if (!guesses.tryTake(System.nanoTime())) {
                return HttpAnswer.line(429, "too many attempts; try again in a few seconds")
                        .with(HttpHeaderNames.RETRY_AFTER, "5");
            }
        }
        String password = call.field("password");
        String token = password == null ? null : authority.openSession(password);
        if (token == null) {
            return refuse(call, "wrong password", "wrong password; post it as the form field password");
        }
        LOG.info("Administrator logged in from {}", call.from());
        return HttpAnswer.line(
                        200, "logged in for " + Authority.sessionLifetime().toHours() + " hours")
                .with(
                        HttpHeaderNames.SET_COOKIE,
                        cookie(call, token, Authority.sessionLifetime().toSeconds()));
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

package dev.wsctl.cli.framework;

import static dev.wsctl.cli.model.Confidence.HIGH;
import static dev.wsctl.cli.model.Confidence.LOW;

import dev.wsctl.cli.model.SessionFamily;
import java.util.List;

/** Where session keys are kept, by the framework that writes them. The first that matches a key counts it. */
public final class SessionFamilies {
    /** Specific ones first: the last would swallow others. */
    public static final List<SessionFamily> KNOWN = List.of(
            // Our own, from a health check that runs at the same time.
            SessionFamily.beside("wsctl:probe:*"),
            new SessionFamily("socketio:session:*", "home-made Socket.IO", HIGH),
            new SessionFamily("sio:session:*", "Socket.IO streams adapter", HIGH),
            // Spring keeps up to three keys a session, of which only the hash is always there.
            SessionFamily.beside("spring:session:*sessions:expires:*"),
            SessionFamily.beside("spring:session:*expirations:*"),
            SessionFamily.beside("spring:session:*index:*"),
            new SessionFamily("spring:session:*sessions:*", "Spring Session", HIGH),
            new SessionFamily("sess:*", "express-session", LOW),
            new SessionFamily("session:*", "Flask-Session and others", LOW),
            new SessionFamily("*django.contrib.sessions.cache*", "Django", HIGH),
            new SessionFamily("PHPREDIS_SESSION:*", "PHP", HIGH),
            new SessionFamily("chat:session:*", "wsctl server", LOW),
            new SessionFamily("*:session:*", "unknown", LOW));

    private SessionFamilies() {}
}

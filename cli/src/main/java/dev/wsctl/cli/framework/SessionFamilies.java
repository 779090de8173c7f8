package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.SessionFamily;
import java.util.List;

/** Where session keys are kept, by the framework that writes them. The first that matches a key counts it. */
public final class SessionFamilies {
    /** Specific ones first: the last would swallow others. */
    public static final List<SessionFamily> KNOWN = List.of(
            new SessionFamily("socketio:session:*", "home-made Socket.IO"),
            new SessionFamily("sio:session:*", "Socket.IO streams adapter"),
            // One such key a session; counting `spring:session:sessions:<id>` beside it would count each twice.
            new SessionFamily("spring:session:*sessions:expires:*", "Spring Session"),
            new SessionFamily("sess:*", "express-session"),
            new SessionFamily("session:*", "Flask-Session and others"),
            new SessionFamily("*django.contrib.sessions.cache*", "Django"),
            new SessionFamily("PHPREDIS_SESSION:*", "PHP"),
            new SessionFamily("chat:session:*", "wsctl server"),
            new SessionFamily("*:session:*", "unknown"));

    private SessionFamilies() {}
}

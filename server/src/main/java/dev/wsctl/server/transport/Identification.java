package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.Standing;
import dev.wsctl.server.session.Session;
import dev.wsctl.server.session.SessionStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives a new client its session, or finds the one it wants to resume (B1). */
final class Identification {

    private final SessionStore sessions;

    Identification(SessionStore sessions) {
        this.sessions = sessions;
    }

    /**
     * To be ended by {@link #leave}. Completes exceptionally with {@link BadRequestException} if the session is unknown, or
     * nobody could tell.
     */
    CompletionStage<Identity> identify(JoinRequest request) {
        String wanted = request.session();
        if (wanted == null) {
            return sessions.create(request.clientId(), request.username())
                    .thenApply(session -> identity(session, false));
        }
        return sessions.resume(wanted)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(new BadRequestException(
                        Refusal.SESSION_STORE, 503, "the session could not be looked up; try again")))
                .thenCompose(found -> found.map(session -> CompletableFuture.completedFuture(identity(session, true)))
                        .orElseGet(() -> CompletableFuture.failedFuture(new BadRequestException(
                                Refusal.UNKNOWN_SESSION, 403, "unknown session; " + sessions.sharing()))));
    }

    private static Identity identity(Session session, boolean resumed) {
        return new Identity(
                session.id(), session.username(), session.clientId(), resumed, Standing.of(session.username()));
    }

    /** Nobody may come back with this session. */
    void forget(String session) {
        var unused = sessions.remove(session);
    }

    /** The client's connection has ended. */
    void leave(String session) {
        sessions.leave(session);
    }
}

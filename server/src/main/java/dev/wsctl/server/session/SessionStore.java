package dev.wsctl.server.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions as long as their clients are connected, and for {@code SESSION_TTL} after. Stages are complete
 * within 2 s, whatever becomes of Redis, and fail only where it is said; they may complete on any thread.
 */
public interface SessionStore extends AutoCloseable {

    /** A new session of a client that has connected. To be ended by {@link #leave}. */
    CompletionStage<Session> create(String clientId, String username);

    /**
     * The session of a client that has come back, if it is known. If so, to be ended by {@link #leave}. Fails if that could
     * not be found out.
     */
    CompletionStage<Optional<Session>> resume(String id);

    /** The client has gone; from now on its session's time runs. */
    void leave(String id);

    /** Forgets a session everywhere. */
    CompletionStage<@Nullable Void> remove(String id);

    /** Whether other instances know this one's sessions at the moment. */
    boolean shared();

    /** The same in words, for a client whose session is unknown. */
    String sharing();

    @Override
    void close();
}

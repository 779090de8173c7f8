package dev.wsctl.server.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the memory of one instance: those of connected clients, and a bounded number of those that have left.
 * Thread-safe.
 */
public final class LocalSessionStore implements SessionStore {

    private static final int MOST_DEPARTED = 100_000;

    private static final class Entry {
        private final Session session;
        private int connections;

        Entry(Session session) {
            this.session = session;
        }
    }

    private record Departed(Session session, long expiresNanos) {}

    private final long ttlNanos;
    private final int mostDeparted;
    private final LongSupplier nanoClock;
    private final Map<String, Entry> active = new HashMap<>();
    /** In the order in which they left, which is the one in which they expire. */
    private final LinkedHashMap<String, Departed> departed = new LinkedHashMap<>();

    public LocalSessionStore(Duration ttl) {
        this(ttl, MOST_DEPARTED, System::nanoTime);
    }

    LocalSessionStore(Duration ttl, int mostDeparted, LongSupplier nanoClock) {
        this.ttlNanos = ttl.toNanos();
        this.mostDeparted = mostDeparted;
        this.nanoClock = nanoClock;
    }

    @Override
    public CompletionStage<Session> create(String clientId, String username) {
        Session session = Session.create(clientId, username);
        enter(session);
        return CompletableFuture.completedFuture(session);
    }

    @Override
    public CompletionStage<Optional<Session>> resume(String id) {
        return CompletableFuture.completedFuture(resumeNow(id));
    }

    synchronized Optional<Session> resumeNow(String id) {
        Entry present = active.get(id);
        Departed left = departed.get(id);
        Session session = present != null
                ? present.session
                : left != null && nanoClock.getAsLong() - left.expiresNanos < 0 ? left.session : null;
        if (session == null) {
            return Optional.empty();
        }
        enter(session);
        return Optional.of(session);
    }

    /** A client with this session is connected here, once more. */
    synchronized void enter(Session session) {
        departed.remove(session.id());
        active.computeIfAbsent(session.id(), id -> new Entry(session)).connections++;
    }

    @Override
    public synchronized void leave(String id) {
        Entry entry = active.get(id);
        if (entry == null || --entry.connections > 0) {
            return;
        }
        active.remove(id);
        long now = nanoClock.getAsLong();
        departed.put(id, new Departed(entry.session, now + ttlNanos));
        Iterator<Departed> oldest = departed.values().iterator();
        while (oldest.hasNext() && (oldest.next().expiresNanos - now <= 0 || departed.size() > mostDeparted)) {
            oldest.remove();
        }
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> remove(String id) {
        active.remove(id);
        departed.remove(id);
        return CompletableFuture.completedFuture(null);
    }

    /** Whether a client with this session is connected. */
    synchronized boolean isActive(String id) {
        return active.containsKey(id);
    }

    /** The sessions of connected clients. */
    synchronized List<Session> active() {
        return active.values().stream().map(entry -> entry.session).toList();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public String sharing() {
        return "sessions are not shared between instances at the moment (Redis is disabled)";
    }

    @Override
    public void close() {}
}

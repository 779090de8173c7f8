package dev.wsctl.server.broker;

import dev.wsctl.server.broker.Replay.Shortfall;
import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageIds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads one room's stream backwards, page by page, until it knows what a reader has missed; so it costs as much as was
 * missed, however long the stream is. For one replay.
 */
final class ReplayReader {

    private static final int PAGE = 200;
    private static final long MOST_BYTES = 8 << 20;

    /** How far apart messages may be that crossed on their way through Redis; a publisher retries for 4 s. */
    private static final long CROSSING_MILLIS = 10_000;

    /** A message that the reader has not had, as it seems. */
    private static final class Missed {
        private final Envelope envelope;
        private final byte[] message;

        Missed(Envelope envelope, byte[] message) {
            this.envelope = envelope;
            this.message = message;
        }
    }

    private final RoomHistory history;
    private final String room;
    private final ReplayFrom from;
    private final StreamSettings settings;
    private final Deque<Missed> missed = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> wanted;
    private final Set<String> seenServers = new HashSet<>();
    private @Nullable Shortfall shortfall;
    private long cutMillis = Long.MIN_VALUE;
    private long newestFound = -1;
    private long bytes;
    private int read;

    private ReplayReader(RoomHistory history, String room, ReplayFrom from, StreamSettings settings) {
        this.history = history;
        this.room = room;
        this.from = from;
        this.settings = settings;
        this.wanted = from instanceof ReplayFrom.LastSeen last ? new HashSet<>(last.ids()) : new HashSet<>();
        known.addAll(wanted);
    }

    /** Never fails: a Redis that does not answer is a shortfall. */
    static CompletableFuture<Replay> read(RoomHistory history, String room, ReplayFrom from, StreamSettings settings) {
        return new ReplayReader(history, room, from, settings).read();
    }

    private CompletableFuture<Replay> read() {
        CompletableFuture<@Nullable Void> prepared = CompletableFuture.completedFuture(null);
        if (from instanceof ReplayFrom.Age age) {
            prepared =
                    history.time().thenAccept(now -> cutMillis = now - age.age().toMillis());
        }
        return prepared.thenCompose(ready -> page(null)).exceptionally(error -> Replay.none(Shortfall.UNAVAILABLE));
    }

    private CompletableFuture<Replay> page(@Nullable String before) {
        return history.newestFirst(room, before, PAGE).thenCompose(entries -> {
            for (RoomHistory.Entry entry : entries) {
                if (take(entry)) {
                    return CompletableFuture.completedFuture(result());
                }
            }
            if (entries.size() < PAGE) {
                atTheBeginning();
                return CompletableFuture.completedFuture(result());
            }
            return page(entries.get(entries.size() - 1).id());
        });
    }

    /** @return whether nothing older is wanted */
    private boolean take(RoomHistory.Entry entry) {
        read++;
        if (entry.millis() < cutMillis) {
            return true;
        }
        if (from instanceof ReplayFrom.Entry last && !isAfter(entry.id(), last.id())) {
            if (!entry.id().equals(last.id()) && !last.inclusive()) {
                nothing(Shortfall.UNKNOWN_ID);
            }
            return true;
        }
        if (newestFound >= 0 && newestFound - entry.millis() > CROSSING_MILLIS) {
            return true;
        }
        byte[] message = entry.message();
        if (message == null) {
            shortfall = Shortfall.UNRECORDED;
            return false;
        }
        return take(entry, message);
    }

    private boolean take(RoomHistory.Entry entry, byte[] message) {
        Envelope envelope;
        try {
            envelope = Envelope.parseRoomMessage(room, message);
        } catch (MalformedMessageException e) {
            // Somebody else writes to this stream; members are spared what is not ours.
            return false;
        }
        boolean again = !known.add(envelope.id());
        if (wanted.remove(envelope.id())) {
            seenServers.add(envelope.serverId());
            newestFound = Math.max(newestFound, entry.millis());
            return wanted.isEmpty();
        }
        if (again || seenServers.contains(envelope.serverId())) {
            return false;
        }
        bytes += message.length;
        if (bytes > MOST_BYTES) {
            shortfall = Shortfall.TOO_MUCH;
            return true;
        }
        missed.addFirst(new Missed(envelope, message));
        return false;
    }

    private void atTheBeginning() {
        if (from instanceof ReplayFrom.LastSeen && newestFound < 0) {
            nothing(Shortfall.UNKNOWN_ID);
        } else if (from instanceof ReplayFrom.Entry last && !last.inclusive()) {
            nothing(Shortfall.UNKNOWN_ID);
        } else if (from instanceof ReplayFrom.Entry && mayBeTrimmed()) {
            shortfall = Shortfall.TRIMMED;
        } else if (from instanceof ReplayFrom.Age age
                && (mayBeTrimmed() || age.age().compareTo(settings.maxAge()) > 0)) {
            shortfall = Shortfall.TRIMMED;
        }
    }

    /** Never less than that is left of a stream whose length was cut. */
    private boolean mayBeTrimmed() {
        return read >= settings.maxLength();
    }

    /**
     * An id that is nowhere is of a message that was never recorded, or is not yet, or was lost with a master; what its
     * instance said before that the reader has had too.
     */
    private void leaveOutWhatWasBefore() {
        if (wanted.isEmpty()) {
            return;
        }
        boolean any = missed.removeIf(one -> wanted.stream().anyMatch(id -> isBefore(one.envelope, id)));
        if (any && shortfall == null) {
            shortfall = Shortfall.UNRECORDED;
        }
    }

    private static boolean isBefore(Envelope one, String id) {
        return MessageIds.isBefore(one.serverId(), one.id(), id);
    }

    private void nothing(Shortfall why) {
        missed.clear();
        shortfall = why;
    }

    private static boolean isAfter(String id, String other) {
        int dash = id.indexOf('-');
        int otherDash = other.indexOf('-');
        int byTime = Long.compareUnsigned(
                Long.parseUnsignedLong(id, 0, dash, 10), Long.parseUnsignedLong(other, 0, otherDash, 10));
        return byTime > 0
                || (byTime == 0
                        && Long.compareUnsigned(
                                        Long.parseUnsignedLong(id, dash + 1, id.length(), 10),
                                        Long.parseUnsignedLong(other, otherDash + 1, other.length(), 10))
                                > 0);
    }

    private Replay result() {
        leaveOutWhatWasBefore();
        return new Replay(missed.stream().map(one -> one.message).toList(), Set.copyOf(known), shortfall);
    }
}

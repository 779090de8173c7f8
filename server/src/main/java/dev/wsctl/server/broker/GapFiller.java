package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives rooms what was published while this instance was not subscribed, from their streams, before anything newer and
 * each message once. Until then what arrives is held. For one event loop.
 */
final class GapFiller implements Continuity {

    private static final int MOST_HELD = 10_000;
    /** Over all rooms. */
    private static final long MOST_BYTES_HELD = 64 << 20;
    /** A subscription may be back before the connection that reads is; for so long that is waited for. */
    private static final int READS = 50;

    private static final long READ_AGAIN_MILLIS = 200;
    private static final int FEW_WAITING = 64;

    private static final class Held {
        private final String id;
        private final byte[] message;

        Held(String id, byte[] message) {
            this.id = id;
            this.message = message;
        }
    }

    private record Waiting(BooleanSupplier inVain, Runnable task) {}

    private static final class Track {
        /** The last message of each other instance. */
        private final Map<String, String> lastByServer = new HashMap<>();
        /** The newest entry when the room got its first local member; null until Redis has said. */
        private @Nullable String baseline;

        private @Nullable List<Held> held;
        private final List<Waiting> whole = new ArrayList<>();
        /** Who waits in vain is looked for when so many wait: Redis may be away for long, and readers come and go. */
        private int most = FEW_WAITING;

        private boolean lost;
        private boolean overflowed;
        private int reads;
        /** Counts how often the subscription has come back: what was planned before is not done any more. */
        private int turn;
    }

    private final EventLoop loop;
    private final RoomHistory history;
    private final ReplayLine line;
    private final String instanceId;
    private final Outlet outlet;
    private final Deduplicator seen;
    private final long settlesMillis;
    private final Map<String, Track> tracks = new HashMap<>();
    private long bytesHeld;

    /** @param settles how long what was published before the subscription came back may take to stand in its stream */
    GapFiller(
            EventLoop loop,
            RoomHistory history,
            ReplayLine line,
            String instanceId,
            Deduplicator seen,
            Duration settles,
            Outlet outlet) {
        this.loop = loop;
        this.history = history;
        this.line = line;
        this.instanceId = instanceId;
        this.outlet = outlet;
        this.seen = seen;
        this.settlesMillis = settles.toMillis();
    }

    /** It goes out now, or after what was missed before it. */
    @Override
    public void arrived(String room, Envelope envelope, byte[] message) {
        Track track = tracks.get(room);
        if (track == null) {
            outlet.deliver(room, message);
            return;
        }
        List<Held> held = track.held;
        if (held == null) {
            track.lastByServer.put(envelope.serverId(), envelope.id());
            outlet.deliver(room, message);
        } else if (held.size() < MOST_HELD && bytesHeld + message.length <= MOST_BYTES_HELD) {
            bytesHeld += message.length;
            held.add(new Held(envelope.id(), message));
        } else {
            // It is on the stream, where a second reading finds it.
            track.overflowed = true;
        }
    }

    @Override
    public void lost(String room) {
        Track track = tracks.get(room);
        if (track != null) {
            track.lost = true;
            if (track.held == null) {
                track.held = new ArrayList<>();
            }
        }
    }

    @Override
    public void watch(String room) {
        Track fresh = new Track();
        if (tracks.putIfAbsent(room, fresh) == null) {
            var unused = history.newestFirst(room, null, 1)
                    .whenComplete((newest, error) -> onLoop(() -> {
                        if (newest != null) {
                            fresh.baseline =
                                    newest.isEmpty() ? "0-0" : newest.get(0).id();
                        }
                    }));
        }
    }

    @Override
    public void subscribed(String room) {
        Track track = tracks.get(room);
        if (track != null && track.lost) {
            track.lost = false;
            track.reads = 0;
            track.turn++;
            if (settlesMillis == 0) {
                fill(room, track);
            } else {
                fillLater(room, track, settlesMillis);
            }
        }
    }

    @Override
    public void forget(String room) {
        Track track = tracks.remove(room);
        if (track != null) {
            var unused = noLongerHeld(track);
            answer(track);
        }
    }

    private List<Held> noLongerHeld(Track track) {
        List<Held> held = Objects.requireNonNullElse(track.held, List.of());
        track.held = null;
        for (Held one : held) {
            bytesHeld -= one.message.length;
        }
        return held;
    }

    private static void answer(Track track) {
        List<Waiting> all = List.copyOf(track.whole);
        track.whole.clear();
        for (Waiting one : all) {
            if (!one.inVain.getAsBoolean()) {
                one.task.run();
            }
        }
    }

    private void fill(String room, Track track) {
        String baseline = track.baseline;
        if (track.lastByServer.isEmpty() && baseline == null) {
            release(room, track, Replay.none(Replay.Shortfall.UNAVAILABLE));
            return;
        }
        ReplayFrom from = track.lastByServer.isEmpty()
                ? new ReplayFrom.Entry(Objects.requireNonNullElse(baseline, ""), true)
                : new ReplayFrom.LastSeen(Set.copyOf(track.lastByServer.values()));
        var unused = line.read(room, from)
                .whenComplete((replay, error) -> onLoop(() -> {
                    // Lost once more meanwhile: the next confirmation reads again, from the same place.
                    if (replay != null && !track.lost && tracks.get(room) == track) {
                        read(room, track, replay);
                    }
                }));
    }

    private void read(String room, Track track, Replay replay) {
        if (replay.shortfall() == Replay.Shortfall.UNAVAILABLE && ++track.reads < READS) {
            fillLater(room, track, READ_AGAIN_MILLIS);
        } else {
            release(room, track, replay);
        }
    }

    private void fillLater(String room, Track track, long millis) {
        int turn = track.turn;
        var unused = loop.schedule(
                () -> {
                    if (turn == track.turn && !track.lost && tracks.get(room) == track) {
                        fill(room, track);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void release(String room, Track track, Replay replay) {
        if (replay.shortfall() != null) {
            outlet.gap(room, replay.shortfall().name().toLowerCase(Locale.ROOT));
        }
        Set<String> out = new HashSet<>(replay.known());
        for (byte[] message : replay.messages()) {
            Envelope envelope = recorded(room, message);
            if (envelope != null && !envelope.serverId().equals(instanceId)) {
                track.lastByServer.put(envelope.serverId(), envelope.id());
                // Its publisher may still send it again.
                var unused = seen.isFirst(envelope.id());
                outlet.deliver(room, message);
            }
        }
        for (Held late : noLongerHeld(track)) {
            if (out.add(late.id)) {
                Envelope envelope = recorded(room, late.message);
                if (envelope != null) {
                    track.lastByServer.put(envelope.serverId(), envelope.id());
                }
                outlet.deliver(room, late.message);
            }
        }
        if (track.overflowed) {
            track.overflowed = false;
            track.held = new ArrayList<>();
            fill(room, track);
            return;
        }
        answer(track);
    }

    @Override
    public void whenWhole(String room, BooleanSupplier inVain, Runnable task) {
        Track track = tracks.get(room);
        if (track == null || track.held == null) {
            task.run();
            return;
        }
        if (track.whole.size() >= track.most) {
            track.whole.removeIf(one -> one.inVain.getAsBoolean());
            track.most = Math.max(FEW_WAITING, 2 * track.whole.size());
        }
        track.whole.add(new Waiting(inVain, task));
    }

    private static @Nullable Envelope recorded(String room, byte[] message) {
        try {
            return Envelope.parseRoomMessage(room, message);
        } catch (dev.wsctl.server.protocol.MalformedMessageException e) {
            throw new IllegalStateException("checked when it was read", e);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }
}

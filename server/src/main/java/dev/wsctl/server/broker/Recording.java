package dev.wsctl.server.broker;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Rooms' messages in streams (D6), as a broker needs them: written, read again, and noted where something is missing. */
final class Recording {

    /** While a slot moves, an entry may stand in its stream later than its message is heard: see decision 23. */
    private static final Duration REDIRECTED = Duration.ofSeconds(1);

    private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamSettings settings;
    private final Recorder recorder;
    private final RoomHistory history;
    private long notedNanos = System.nanoTime();

    /**
     * @param recorder writes
     * @param history reads
     */
    Recording(StreamSettings settings, Recorder recorder, RoomHistory history) {
        this.settings = settings;
        this.recorder = recorder;
        this.history = history;
    }

    /**
     * What fills gaps of this instance.
     *
     * @param slotsMove whether streams can come to another node
     */
    Continuity filler(
            EventLoop loop, String instanceId, Deduplicator seen, boolean slotsMove, Continuity.Outlet outlet) {
        return new GapFiller(loop, history, settings, instanceId, seen, slotsMove ? REDIRECTED : Duration.ZERO, outlet);
    }

    /** On the loop; never fails. */
    CompletionStage<Replay> read(String room, ReplayFrom from, String stream) {
        return ReplayReader.read(history, room, from, settings)
                .thenApply(found -> recorder.isMissing(stream) ? found.shortBy(Replay.Shortfall.UNRECORDED) : found);
    }

    /** On the loop, when a connection has come about that publishes. */
    void note() {
        recorder.note();
    }

    /** On the loop, often. */
    void tick(long now) {
        if (now - notedNanos > NOTE_NANOS) {
            notedNanos = now;
            recorder.note();
        }
    }

    /** A message was said that will not be on this stream. From any thread. */
    void missing(String stream) {
        recorder.missing(stream);
    }

    /** Messages recorded, since start. From any thread. */
    long recorded() {
        return recorder.recorded();
    }

    /** Messages that Redis refused to record, since start. From any thread. */
    long failures() {
        return recorder.failures();
    }
}

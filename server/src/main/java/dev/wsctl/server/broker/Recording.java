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

    private final Recorder recorder;
    private final RoomHistory history;
    private final ReplayLine line;
    private long notedNanos = System.nanoTime();

    /**
     * @param recorder writes
     * @param history reads
     * @param loop runs what has waited to be read
     */
    Recording(StreamSettings settings, Recorder recorder, RoomHistory history, EventLoop loop) {
        this.recorder = recorder;
        this.history = history;
        this.line = new ReplayLine(loop, history, settings);
    }

    /**
     * What fills gaps of this instance.
     *
     * @param slotsMove whether streams can come to another node
     */
    Continuity filler(
            EventLoop loop, String instanceId, Deduplicator seen, boolean slotsMove, Continuity.Outlet outlet) {
        return new GapFiller(loop, history, line, instanceId, seen, slotsMove ? REDIRECTED : Duration.ZERO, outlet);
    }

    /** On the loop; never fails, and takes half a minute at most, when very many read at once. */
    CompletionStage<Replay> read(String room, ReplayFrom from, String stream) {
        return line.readSoon(room, from)
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

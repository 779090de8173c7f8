package dev.wsctl.load.engine;

import java.time.Duration;
import java.util.List;

/** Watches a run, for a progress display. Called about four times a second from one thread. */
public interface LoadListener {

    /** Watches nothing. */
    LoadListener NONE = progress -> {};

    /** What a run is doing. */
    enum Phase {
        CONNECTING,
        WARMING_UP,
        MEASURING,
        DRAINING,
        CLOSING
    }

    /**
     * A part of the run by itself: a target, or one of several processes that carry the run out.
     *
     * @param joined connections there now
     * @param delivered message × member pairs by now, those of the warm-up included
     */
    record Part(String name, int joined, long delivered) {}

    /**
     * @param phase what the run is doing
     * @param stage of the plan, empty where none is under way
     * @param phaseElapsed since the phase began
     * @param phaseLength how long the phase will last at most
     * @param asked sockets asked for
     * @param opened sockets joined by now
     * @param failed sockets that could not be opened, or died
     * @param sent messages by now, those of the warm-up included
     * @param delivered message × member pairs by now, likewise
     * @param promised pairs that follow from what was sent by now: those not delivered are under way, or lost
     * @param p50Micros corrected latency of the last interval, NaN if nothing arrived
     * @param p99Micros likewise
     * @param parts targets, or processes
     */
    record Progress(
            Phase phase,
            String stage,
            Duration phaseElapsed,
            Duration phaseLength,
            int asked,
            int opened,
            int failed,
            long sent,
            long delivered,
            long promised,
            double p50Micros,
            double p99Micros,
            List<Part> parts) {}

    void progress(Progress progress);
}

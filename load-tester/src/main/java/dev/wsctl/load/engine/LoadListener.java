package dev.wsctl.load.engine;

import java.time.Duration;

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
     * @param phase what the run is doing
     * @param phaseElapsed since the phase began
     * @param phaseLength how long the phase will last at most
     * @param asked sockets asked for
     * @param opened sockets joined by now
     * @param failed sockets that could not be opened, or died
     * @param sent messages by now, those of the warm-up included
     * @param delivered message × member pairs by now, likewise
     * @param p50Micros corrected latency of the last interval, NaN if nothing arrived
     * @param p99Micros likewise
     */
    record Progress(
            Phase phase,
            Duration phaseElapsed,
            Duration phaseLength,
            int asked,
            int opened,
            int failed,
            long sent,
            long delivered,
            double p50Micros,
            double p99Micros) {}

    void progress(Progress progress);
}

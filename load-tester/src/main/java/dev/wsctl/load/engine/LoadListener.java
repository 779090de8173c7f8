package dev.wsctl.load.engine;

import java.time.Duration;

/** Watches a run, for a progress display. Called about four times a second from one thread. */
public interface LoadListener {

    /** What a run is doing. */
    enum Phase {
        CONNECTING,
        WARMING_UP,
        MEASURING,
        DRAINING,
        CLOSING
    }

    /**
     * @param phaseElapsed since the phase began
     * @param phaseLength how long the phase will last at most
     * @param opened sockets joined by now
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

package dev.wsctl.load.engine;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Second;
import java.util.List;

/**
 * What a run brought home, from one process or from several together.
 *
 * @param joined connections
 * @param failures most frequent first
 * @param stopped the run was ended before its time
 */
record Outcome(
        Recorder recorded,
        Expectation expectation,
        int joined,
        List<LoadReport.Failure> failures,
        Self self,
        List<Second> seconds,
        Measured measured,
        Disturbances disturbances,
        boolean stopped) {

    /**
     * How the sending went; zeros if it never began.
     *
     * @param sendingNanos how long was sent, the warm-up included
     * @param windowNanos of it, how long counts
     */
    record Measured(long sendingNanos, long windowNanos) {}

    /**
     * What a process saw of itself while it measured.
     *
     * @param cpuPercent of all processors of its machine
     * @param longestPauseMicros of its garbage collector
     * @param pausedShare of the time, 0 to 1
     * @param memoryBytes resident at the end; 0 where the system doesn't tell
     */
    record Self(double cpuPercent, double longestPauseMicros, double pausedShare, long memoryBytes) {
        static Self of(GeneratorWatch watch) {
            return new Self(
                    watch.cpuPercent(), watch.longestPauseMicros(), watch.pausedShare(), ResidentMemory.bytes());
        }
    }
}

package dev.wsctl.load.engine;

import java.util.List;
import org.HdrHistogram.Histogram;

/** What a run shows of itself while it runs, in this process or in several together. Read by one thread. */
interface Gauges {

    /** Sockets joined by now. */
    int joined();

    /** Joined and still there. */
    int present();

    /** Sockets that could not be opened, or died. */
    int failed();

    /** Messages by now, those of the warm-up included. */
    long sent();

    /** Message × member pairs by now, likewise. */
    long delivered();

    /** Message × member pairs that follow from what was sent by now: what {@link #delivered} lacks is under way, or lost. */
    long promised();

    /** The latest that a message left since the last call, in nanoseconds. */
    long takeWorstSendLag();

    /** The latest that a loop noticed that its time had come, since the last call, in nanoseconds. */
    long takeWorstLoopLag();

    /** Corrected latencies since the last call, in nanoseconds. */
    Histogram interval();

    /** Targets, or processes, by themselves. */
    List<LoadListener.Part> parts();

    /** Percent of all processors since the last call. */
    double takeCpuPercent();
}

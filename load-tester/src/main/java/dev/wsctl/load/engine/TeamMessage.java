package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import java.util.BitSet;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What the leader of a run and its workers say to each other, in this order. */
sealed interface TeamMessage {

    /** Changes with anything below or within it: leader and workers must be of one version. */
    int VERSION = 4;

    /**
     * A worker is there.
     *
     * @param machine the same for processes of the same machine
     */
    record Hello(int version, String machine) implements TeamMessage {}

    /** What the worker is to do; it begins to open connections. */
    record Job(Share share, long runId, LoadPlan plan) implements TeamMessage {}

    /** All of the worker's connections have joined or failed. */
    record Settled(BitSet here) implements TeamMessage {}

    /**
     * Sending begins.
     *
     * @param originNanos by the clock both share
     */
    record Go(BitSet present, long originNanos) implements TeamMessage {}

    /**
     * How it is, a few times a second, which also says that the worker is alive.
     *
     * @param promised deliveries that follow from what it has sent, in all processes
     * @param interval corrected latencies since the last one; null for none
     */
    record Status(
            int joined,
            int present,
            int failed,
            long sent,
            long delivered,
            long promised,
            boolean doneSending,
            long sendLagNanos,
            long loopLagNanos,
            double cpuPercent,
            @Nullable Histogram interval)
            implements TeamMessage {}

    /** The run ends early. */
    record Stop() implements TeamMessage {}

    /** Nothing more will arrive: the worker closes its connections. */
    record Close() implements TeamMessage {}

    /**
     * What the worker has measured; its last word.
     *
     * @param clockErrorNanos how far its idea of the clock all share may be off
     */
    record Home(Outcome outcome, long clockErrorNanos) implements TeamMessage {}

    /** The worker cannot do it; its last word. */
    record Unable(String why) implements TeamMessage {}
}

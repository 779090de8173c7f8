package dev.wsctl.load.report;

/**
 * What one second of a run was like; the load tester's own figures stand beside the server's, so that a peak of one can
 * be held against the other. A stage that ends within a second ends the second; in runs of more than an hour neighbouring
 * seconds are joined.
 *
 * @param atMillis when it began, since the run did
 * @param lengthMillis mostly 1000
 * @param stage what the run was doing, as people call it
 * @param connections that were joined when it ended
 * @param failed connections that had failed by then
 * @param offeredPerSecond messages due a second; NaN where nothing sets the pace
 * @param sent messages
 * @param delivered message × member pairs
 * @param p50Micros corrected latency of what arrived, NaN if nothing did; so are the next two
 * @param sendLagMaxMicros the latest that a message left, 0 if none did
 * @param loopLagMaxMicros the latest that an event loop noticed that its time had come
 * @param cpuPercent of all processors of this machine, by this process
 */
public record Second(
        long atMillis,
        long lengthMillis,
        String stage,
        int connections,
        int failed,
        double offeredPerSecond,
        long sent,
        long delivered,
        double p50Micros,
        double p99Micros,
        double maxMicros,
        double sendLagMaxMicros,
        double loopLagMaxMicros,
        double cpuPercent) {

    /** Messages sent, per second. */
    public double sentPerSecond() {
        return perSecond(sent);
    }

    /** Message × member pairs delivered, per second. */
    public double deliveredPerSecond() {
        return perSecond(delivered);
    }

    private double perSecond(long count) {
        return lengthMillis <= 0 ? 0 : count * 1e3 / lengthMillis;
    }

    /** This second and the one after it as one: of percentiles the worse, since they cannot be added. */
    public Second joined(Second next) {
        double share = lengthMillis / (double) Math.max(1, lengthMillis + next.lengthMillis);
        return new Second(
                atMillis,
                lengthMillis + next.lengthMillis,
                stage,
                next.connections,
                next.failed,
                offeredPerSecond * share + next.offeredPerSecond * (1 - share),
                sent + next.sent,
                delivered + next.delivered,
                worse(p50Micros, next.p50Micros),
                worse(p99Micros, next.p99Micros),
                worse(maxMicros, next.maxMicros),
                Math.max(sendLagMaxMicros, next.sendLagMaxMicros),
                Math.max(loopLagMaxMicros, next.loopLagMaxMicros),
                cpuPercent * share + next.cpuPercent * (1 - share));
    }

    private static double worse(double one, double other) {
        return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.max(one, other);
    }
}

package dev.wsctl.server.broker;

import dev.wsctl.server.metrics.Distribution;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator wants to know of a broker beyond its {@link BrokerStatus}.
 *
 * @param delays publish-to-receive delays of all timestamped pings since start (D9)
 * @param delaysBySource the recent ones by the instance that sent the ping, this one included; only instances heard of
 *     within the last two minutes
 * @param queuedMessages messages accepted and not yet acknowledged by Redis
 * @param queuedBytes their size
 * @param recorded messages written to the streams of rooms, since start (D6)
 * @param recordFailures messages that Redis refused to write there, since start
 * @param undecipherable messages from Redis dropped because no configured key opens them, since start (C4)
 * @param retries messages sent again after a timeout or a broken connection, since start (A8)
 */
public record PubSubDetail(
        Distribution delays,
        Map<String, Delay> delaysBySource,
        long queuedMessages,
        long queuedBytes,
        long retries,
        long recorded,
        long recordFailures,
        long undecipherable) {

    /** Of a broker that exchanges nothing. */
    public static final PubSubDetail NONE = new PubSubDetail(Distribution.EMPTY, Map.of(), 0, 0, 0, 0, 0, 0);

    /** In milliseconds; average and maximum over the last pings. */
    public record Delay(double last, double average, double max) {}

    /** Of two brokers together; of an instance heard of on both, what is worse. */
    PubSubDetail plus(PubSubDetail other) {
        Map<String, Delay> worst = new TreeMap<>(delaysBySource);
        other.delaysBySource.forEach(
                (source, delay) -> worst.merge(source, delay, (one, two) -> one.average < two.average ? two : one));
        return new PubSubDetail(
                delays.plus(other.delays),
                worst,
                queuedMessages + other.queuedMessages,
                queuedBytes + other.queuedBytes,
                retries + other.retries,
                recorded + other.recorded,
                recordFailures + other.recordFailures,
                undecipherable + other.undecipherable);
    }
}

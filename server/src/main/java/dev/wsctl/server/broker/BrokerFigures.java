package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one broker tells of itself: the state of the worst of its lanes, and figures of all together. From any thread. */
final class BrokerFigures {

    private final Latencies latencies;
    private final Arrivals arrivals;
    private final PublishCounts counts;
    private final @Nullable Recording recording;
    private final Instant start = Instant.now();

    /** @param recording null if rooms are not recorded */
    BrokerFigures(Latencies latencies, Arrivals arrivals, PublishCounts counts, @Nullable Recording recording) {
        this.latencies = latencies;
        this.arrivals = arrivals;
        this.counts = counts;
        this.recording = recording;
    }

    Condition condition(Routes routes) {
        return Condition.worst(routes.lanes().stream().map(Lane::condition).toList(), start);
    }

    BrokerStatus status(Routes routes) {
        List<Lane> lanes = routes.lanes();
        Condition now = condition(routes);
        String error = now.lastError() == null && now.state() != State.CONNECTED ? routes.lastError() : now.lastError();
        Latencies.Summary latency = latencies.summary();
        return new BrokerStatus(
                now.state(),
                now.since(),
                now.hearsItself(),
                error,
                counts.published.sum(),
                arrivals.received(),
                counts.failures.sum(),
                arrivals.malformed(),
                arrivals.duplicates(),
                latency.average(),
                latency.max(),
                lanes.size() == 1 ? List.of() : lanes.stream().map(Lane::part).toList());
    }

    PubSubDetail detail(Routes routes) {
        List<Lane> lanes = routes.lanes();
        return new PubSubDetail(
                latencies.distribution(),
                latencies.bySource(),
                lanes.stream()
                        .mapToLong(lane -> lane.publisher().queuedMessages())
                        .sum(),
                lanes.stream().mapToLong(lane -> lane.publisher().queuedBytes()).sum(),
                counts.retries.sum(),
                recording == null ? 0 : recording.recorded(),
                recording == null ? 0 : recording.failures(),
                arrivals.undecipherable());
    }
}

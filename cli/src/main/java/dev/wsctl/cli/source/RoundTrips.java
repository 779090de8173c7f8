package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Percentiles;
import java.time.Duration;

/** Times one command again and again, each from the first byte sent to the reply read. */
public final class RoundTrips {
    private RoundTrips() {}

    /** Ends after {@code count} times or when {@code budget} is used up, but not before the first. */
    public static Percentiles measure(RedisNode node, int count, Duration budget, String... command) {
        Deadline end = node.deadline().atMost(budget);
        long[] nanos = new long[count];
        int done = 0;
        // One round trip outside the measurement: the first through new code says more about this JVM than about Redis.
        node.call(command);
        do {
            long start = System.nanoTime();
            node.call(command);
            nanos[done++] = System.nanoTime() - start;
        } while (done < count && !end.expired());
        return Percentiles.of(nanos, done);
    }
}

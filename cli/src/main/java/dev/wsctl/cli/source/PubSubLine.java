package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import org.jspecify.annotations.Nullable;

/** Sends itself messages over a channel of its own; starts again on new connections after a failure. */
final class PubSubLine implements AutoCloseable {
    private final RedisSource source;
    private final Line publisher;
    private @Nullable PubSubProbe probe;
    private long sent;

    PubSubLine(RedisSource source, RedisNode like) {
        this.source = source;
        this.publisher = new Line(source, like);
    }

    /** @return nanoseconds from before PUBLISH was sent to the message read */
    long roundTrip(Deadline deadline) {
        try {
            RedisNode node = publisher.open(deadline);
            PubSubProbe open = probe;
            if (open == null) {
                open = new PubSubProbe(source, node);
                probe = open;
            }
            open.deadline(deadline);
            return open.roundTrip(Long.toString(sent++));
        } catch (RedisFailure e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        PubSubProbe open = probe;
        if (open != null) {
            open.close();
            probe = null;
        }
        publisher.close();
    }
}

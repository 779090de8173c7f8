package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespError;
import java.io.IOException;
import java.util.List;

/** Publishes to a channel of its own and waits for the message on another connection. Nobody else's channel is touched. */
public final class PubSubProbe implements AutoCloseable {
    private final RedisNode publisher;
    private final RedisNode subscriber;
    private final String channel = ProbeKeys.fresh("channel");

    /** Subscribes on a connection of its own, to the node that publishes. */
    public PubSubProbe(RedisSource source, RedisNode publisher) {
        this(source, publisher, publisher);
    }

    /** Subscribes on a connection of its own, to another node of the same cluster. */
    PubSubProbe(RedisSource source, RedisNode publisher, RedisNode listening) {
        this.publisher = publisher;
        this.subscriber = source.another(listening);
        subscriber.deadline(publisher.deadline());
        subscriber.call("SUBSCRIBE", channel);
    }

    /** For the round trips to come; until then the publisher's holds. */
    void deadline(Deadline deadline) {
        subscriber.deadline(deadline);
    }

    /** @return nanoseconds from before PUBLISH was sent to the message read */
    public long roundTrip(String payload) {
        try {
            long start = System.nanoTime();
            publisher.connection().send("PUBLISH", channel, payload);
            Object message = subscriber.connection().receive();
            long elapsed = System.nanoTime() - start;
            Object receivers = publisher.connection().receive();
            if (receivers instanceof RespError error) {
                throw publisher.failure(error, "PUBLISH");
            }
            if (message instanceof List<?> parts && parts.size() == 3 && payload.equals(parts.get(2))) {
                return elapsed;
            }
            throw new IOException("received something else than was published");
        } catch (IOException e) {
            throw subscriber.failure(e, "a message on its own channel");
        }
    }

    @Override
    public void close() {
        subscriber.close();
    }
}

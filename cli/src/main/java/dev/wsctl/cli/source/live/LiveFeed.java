package dev.wsctl.cli.source.live;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Everything published on channels of some patterns. By pattern, since pattern subscribers are not among those that
 * applications count and wait for (PUBSUB NUMSUB); shard channels can only be had by name.
 *
 * <p>In a cluster every node passes classic messages to all others, so one is listened to; keyspace events are each
 * node's own, so patterns for them go to every master; a shard channel is on the master of its slot.
 */
public final class LiveFeed implements AutoCloseable {
    /** What happens; called from the feed's threads, and must not block: whoever waits here makes Redis wait. */
    public interface Receiver {
        void message(String node, String channel, boolean shard, byte[] payload);

        /** @param what happened, and for how long nothing was heard */
        void gap(String what);

        /** Redis holds more for us than we allow: the feed has stopped. */
        void overloaded(String what);

        /** Redis does not let us see what it holds for us. */
        void unwatched(String why);
    }

    private final RedisTarget target;
    private final Duration timeout;
    private final long mostWaiting;
    private final Receiver receiver;
    private final List<Ear> ears = new ArrayList<>();

    /**
     * @param timeout for connecting, and for each look at our own buffer
     * @param mostWaiting bytes that Redis may hold for us before we leave
     */
    public LiveFeed(RedisTarget target, Duration timeout, long mostWaiting, Receiver receiver) {
        this.target = target;
        this.timeout = timeout;
        this.mostWaiting = mostWaiting;
        this.receiver = receiver;
    }

    /**
     * Returns when all subscriptions stand.
     *
     * @throws WsctlException when Redis cannot be reached or refuses
     */
    public void start(List<String> patterns, List<String> shardChannels) throws InterruptedException {
        List<String> everywhere =
                patterns.stream().filter(pattern -> pattern.startsWith("__key")).toList();
        List<String> classic = patterns.stream()
                .filter(pattern -> !everywhere.contains(pattern))
                .toList();
        if (!classic.isEmpty()) {
            add(new Subscription("PSUBSCRIBE", classic), RedisSource::connect);
        }
        for (Endpoint master : everywhere.isEmpty() ? List.<Endpoint>of() : masters()) {
            add(new Subscription("PSUBSCRIBE", everywhere), source -> source.open(master));
        }
        // One connection each: several of one connection would have to share a slot.
        for (String channel : shardChannels) {
            add(
                    new Subscription("SSUBSCRIBE", List.of(channel)),
                    source -> source.ownerOf(channel, source.answeringMasters().get(0)));
        }
        Deadline deadline = Deadline.after(timeout.plusSeconds(1));
        for (Ear ear : ears) {
            await(ear, deadline);
        }
    }

    private List<Endpoint> masters() {
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            return source.masters().stream().map(RedisNode::endpoint).toList();
        }
    }

    private void add(Subscription subscription, Ear.Place place) {
        Ear ear = new Ear(target, timeout, mostWaiting, subscription, place, receiver);
        ears.add(ear);
        ear.start();
    }

    private static void await(Ear ear, Deadline deadline) throws InterruptedException {
        try {
            ear.ready()
                    .orTimeout(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WsctlException known) {
                throw known;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw WsctlException.usage("Redis did not confirm the subscription in time", "a longer --timeout");
            }
            throw e;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        ears.forEach(Ear::close);
    }
}

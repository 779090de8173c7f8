package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.model.fleet.InstanceLook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at a fleet again and again over the same connections; after a failure it connects anew at the next look. What costs
 * Redis more than a moment is asked less often, and not at all where there is very much of it.
 */
public final class FleetReader implements AutoCloseable {
    /** A list of more connections than this takes Redis longer than its other clients should notice. */
    private static final long MOST_CLIENTS = 20_000;

    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final RedisTarget target;
    private final String prefix;
    private final Duration timeout;
    private final InstanceProbe probe;
    private final RoomReader rooms;
    private final InstanceFinder finder;
    private List<RedisNode> nodes = List.of();
    private AutoCloseable connections = () -> {};
    private long seldomNanos;
    private Reading<FleetLook.OutputBuffers> output = Reading.absent("not read yet");
    private Reading<FleetLook.Rooms> busiest = Reading.absent("not read yet");

    /**
     * @param timeout for one look at Redis, and for connecting
     * @param probe asks the instances themselves
     */
    public FleetReader(RedisTarget target, String prefix, Duration timeout, InstanceProbe probe) {
        this.target = target;
        this.prefix = prefix;
        this.timeout = timeout;
        this.probe = probe;
        this.rooms = new RoomReader(prefix);
        this.finder = new InstanceFinder(prefix);
    }

    /** Never throws for what Redis or an instance does. */
    public FleetLook look() throws InterruptedException {
        long now = System.nanoTime();
        Instant time = Instant.now();
        Reading<RedisFacts> redis = redis();
        Reading<List<InstanceStatus>> statuses;
        if (redis.present()) {
            statuses = part(() -> finder.find(nodes, Deadline.after(timeout)));
            if (seldomNanos == 0 || now - seldomNanos >= SELDOM.toNanos()) {
                seldomNanos = now;
                output = output(redis);
                busiest = part(() -> rooms.read(nodes, Deadline.after(timeout)));
            }
        } else {
            statuses = Reading.absent(redis.reason());
            output = Reading.absent(redis.reason());
            busiest = Reading.absent(redis.reason());
            seldomNanos = 0;
        }
        List<InstanceStatus> found = statuses.value();
        Reading<List<InstanceLook>> instances =
                found == null ? Reading.absent(statuses.reason()) : Reading.of(probe.ask(found));
        return new FleetLook(time, now, target.display(), prefix, redis, output, instances, busiest);
    }

    private Reading<RedisFacts> redis() {
        Deadline deadline = Deadline.after(timeout);
        return part(() -> {
            if (nodes.isEmpty() || nodes.stream().anyMatch(RedisNode::lost)) {
                connect(deadline);
            }
            RedisFacts sum = null;
            for (RedisNode node : nodes) {
                node.deadline(deadline);
                RedisFacts facts = RedisFacts.of(node.info(), 1);
                sum = sum == null ? facts : sum.plus(facts);
            }
            if (sum == null) {
                throw new IllegalStateException("a Redis without a node");
            }
            return sum;
        });
    }

    private void connect(Deadline deadline) {
        close();
        RedisSource source = RedisSource.of(target, deadline);
        connections = source;
        nodes = source.masters();
    }

    private Reading<FleetLook.OutputBuffers> output(Reading<RedisFacts> redis) {
        RedisFacts facts = redis.value();
        if (facts != null && facts.connectedClients().orElse(0) > MOST_CLIENTS) {
            return Reading.absent("too many connections to list them without slowing Redis");
        }
        return part(() -> {
            List<Subscriber> subscribers = ClientReader.subscribers(nodes);
            long bytes = 0;
            Subscriber largest = null;
            for (Subscriber subscriber : subscribers) {
                bytes += subscriber.outputBuffer();
                if (subscriber.outputBuffer() > (largest == null ? 0 : largest.outputBuffer())) {
                    largest = subscriber;
                }
            }
            String name = largest == null ? "" : largest.name().isEmpty() ? largest.address() : largest.name();
            return new FleetLook.OutputBuffers(subscribers.size(), bytes, name);
        });
    }

    /** One that could not be read; after a break of the connection, all that follow. */
    private <T> Reading<T> part(Supplier<T> reading) {
        try {
            return Reading.of(reading.get());
        } catch (RedisFailure e) {
            if (e.unanswered() || nodes.stream().anyMatch(RedisNode::lost)) {
                close();
            }
            return Reading.absent(e.what());
        }
    }

    @Override
    public void close() {
        nodes = List.of();
        try {
            connections.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a connection does not fail", e);
        }
    }
}

package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSets;
import dev.wsctl.server.broker.RefusedWrites;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.protocol.PresenceCounts;
import dev.wsctl.server.protocol.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected, over all instances (E4): everybody of one standing in one sorted set, and a room's members in another.
 * An entry's score is when its instance last confirmed it; entries that nobody confirms are pruned by whichever
 * instance comes first, so that what a dead instance leaves is gone 45 s after its end, and what somebody deletes is
 * back with the next confirmation. Changes wait 500 ms for further ones and go out together (E8).
 *
 * <p>Without Redis it knows this instance's clients alone.
 */
public final class Presence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final long DEBOUNCE_MILLIS = 500;
    private static final Duration WHO_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_IN_AN_ANSWER = 1_000;

    /** Told of the counts; must be quick. */
    public interface Listener {
        /** @param byUs whether clients of this instance came or went, so that it is this instance that tells the others */
        void onPresence(PresenceCounts counts, boolean byUs);
    }

    /**
     * Who is in a room.
     *
     * @param members each a JSON object as docs/protocol.md shows it
     * @param complete whether all instances' members are among them
     */
    public record Answer(List<byte[]> members, boolean complete) {}

    private final @Nullable RedisSets sets;
    private final @Nullable RedisData redis;
    private final KeyLayout keys;
    private final String instanceId;
    private final Duration interval;
    private final Duration lease;
    private final Duration groupExpiry;
    private final ScheduledExecutorService clock;
    private final MessageWriter writer;
    private final Occupants occupants = new Occupants();
    private final RefusedWrites refusals;
    private final AtomicBoolean flushScheduled = new AtomicBoolean();
    /** Questions under way, by room: however many clients ask, Redis is asked once at a time. */
    private final ConcurrentHashMap<String, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();

    private volatile PresenceCounts counts = PresenceCounts.NONE;
    private volatile Listener listener = (now, byUs) -> {};

    /**
     * @param redis where the sets are; null when the instance is alone
     * @param clock runs what waits; stays the caller's
     */
    public Presence(ServerConfig config, @Nullable RedisData redis, MessageIds ids, ScheduledExecutorService clock) {
        this.redis = redis;
        this.sets = redis == null ? null : new RedisSets(redis);
        this.keys = new KeyLayout(config.redis().channelPrefix());
        this.instanceId = config.instanceId();
        this.interval = config.heartbeat().interval();
        this.lease = config.heartbeat().lease();
        this.groupExpiry = config.redis().groupExpiry();
        this.clock = clock;
        this.refusals = new RefusedWrites("who is here", "so counts and lists of members leave some out", interval);
        this.writer = new MessageWriter(instanceId, ids, System::currentTimeMillis);
    }

    /** Begins to confirm; returns at once. */
    public void start(Listener told) {
        listener = told;
        if (redis != null) {
            redis.onConnected(() -> clock.execute(this::confirm));
            long nanos = interval.toNanos();
            var unused = clock.scheduleAtFixedRate(this::confirm, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A client has joined a room here; to be ended by {@link #leave}. */
    public void enter(Occupant occupant) {
        occupants.enter(occupant);
        scheduleFlush();
    }

    public void leave(Occupant occupant) {
        occupants.leave(occupant);
        scheduleFlush();
    }

    /** As last read, at most half a second after clients of this instance came or went. */
    public PresenceCounts counts() {
        return counts;
    }

    private void scheduleFlush() {
        if (flushScheduled.compareAndSet(false, true) && !clock.isShutdown()) {
            var unused = clock.schedule(this::flush, DEBOUNCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flush() {
        flushScheduled.set(false);
        Set<Occupant> touched = occupants.takeTouched();
        if (sets == null || redis == null || !redis.isConnected()) {
            // What happens meanwhile goes to Redis with the first confirmation, and leases end what has left.
            tell(occupants.counts(), true);
            return;
        }
        RedisSets to = sets;
        // On the clock's thread: writing thousands of entries would hold up the loop on which Redis' messages come.
        var unused = to.time()
                .thenComposeAsync(now -> write(to, now, touched).thenCompose(done -> count(to, now)), clock)
                .whenComplete((read, error) -> told(read, error, true));
    }

    private CompletableFuture<?> write(RedisSets to, long now, Set<Occupant> touched) {
        Map<String, List<byte[]>> added = new HashMap<>();
        Map<String, List<byte[]>> removed = new HashMap<>();
        for (Occupant occupant : touched) {
            (occupants.isIn(occupant) ? added : removed)
                    .computeIfAbsent(keys.roomPresenceKey(occupant.room()), key -> new ArrayList<>())
                    .add(json(occupant));
            (occupants.isConnected(occupant.standing(), occupant.clientId()) ? added : removed)
                    .computeIfAbsent(keys.presenceKey(occupant.standing()), key -> new ArrayList<>())
                    .add(entry(occupant.clientId()));
        }
        List<CompletableFuture<?>> answers = new ArrayList<>();
        removed.forEach((key, members) -> answers.add(to.remove(key, members)));
        added.forEach((key, members) -> answers.add(to.put(key, now, members)));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    /** Writes everybody again, also into a Redis that has lost them, and prunes what nobody confirms. */
    void confirm() {
        if (sets == null || redis == null || !redis.isConnected()) {
            return;
        }
        RedisSets to = sets;
        var unused = to.time()
                .thenComposeAsync(now -> confirm(to, now).thenCompose(done -> count(to, now)), clock)
                .whenComplete((read, error) -> told(read, error, false));
    }

    private CompletableFuture<?> confirm(RedisSets to, long now) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            List<byte[]> members =
                    occupants.clientIds(standing).stream().map(this::entry).toList();
            answers.add(to.put(keys.presenceKey(standing), now, members));
            answers.add(to.removeUpTo(keys.presenceKey(standing), now - lease.toMillis()));
        }
        List<String> rooms = occupants.rooms();
        List<String> roomKeys = new ArrayList<>(rooms.size());
        for (String room : rooms) {
            String key = keys.roomPresenceKey(room);
            roomKeys.add(key);
            answers.add(
                    to.put(key, now, occupants.in(room).stream().map(this::json).toList()));
            answers.add(to.removeUpTo(key, now - lease.toMillis()));
        }
        if (redis != null) {
            answers.add(redis.expireAll(roomKeys, groupExpiry));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<PresenceCounts> count(RedisSets from, long now) {
        long alive = now - lease.toMillis();
        var guests = from.countAbove(keys.presenceKey(Standing.GUEST), alive);
        var members = from.countAbove(keys.presenceKey(Standing.MEMBER), alive);
        var admins = from.countAbove(keys.presenceKey(Standing.ADMIN), alive);
        return CompletableFuture.allOf(guests, members, admins)
                .thenApply(done -> new PresenceCounts(guests.join(), members.join(), admins.join()));
    }

    private void told(@Nullable PresenceCounts read, @Nullable Throwable error, boolean byUs) {
        boolean refused = refusals.answered(error);
        if (read != null) {
            tell(read, byUs);
        } else if (error != null && !refused) {
            LOG.debug("Presence was not written: {}", error.getMessage());
        }
    }

    private void tell(PresenceCounts read, boolean byUs) {
        if (!read.equals(counts)) {
            counts = read;
            listener.onPresence(read, byUs);
        }
    }

    /** Another instance has told these counts. */
    public void heard(PresenceCounts told) {
        counts = told;
    }

    /** Who is in a room, over all instances; completes within 2 s and never exceptionally. */
    public CompletionStage<Answer> in(String room) {
        if (sets == null || redis == null || !redis.isConnected()) {
            return CompletableFuture.completedFuture(new Answer(here(room), redis == null));
        }
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> before = asked.putIfAbsent(room, mine);
        if (before != null) {
            return before;
        }
        var unused = ask(sets, room).whenComplete((answer, error) -> {
            asked.remove(room, mine);
            mine.complete(answer);
        });
        return mine;
    }

    private CompletableFuture<Answer> ask(RedisSets from, String room) {
        return from.time()
                .thenCompose(
                        now -> from.above(keys.roomPresenceKey(room), now - lease.toMillis(), MOST_IN_AN_ANSWER + 1))
                .thenApply(everywhere -> merge(here(room), everywhere))
                .orTimeout(WHO_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> new Answer(here(room), false));
    }

    private List<byte[]> here(String room) {
        return occupants.in(room).stream().map(this::json).toList();
    }

    /** Of its own members this instance knows better than Redis, which hears of changes half a second later. */
    private Answer merge(List<byte[]> here, List<byte[]> everywhere) {
        List<byte[]> all = new ArrayList<>(here);
        for (byte[] member : everywhere) {
            if (OccupantJson.isOfAnotherInstance(member, instanceId)) {
                all.add(member);
            }
        }
        boolean complete = everywhere.size() <= MOST_IN_AN_ANSWER && all.size() <= MOST_IN_AN_ANSWER;
        return new Answer(complete ? all : all.subList(0, Math.min(all.size(), MOST_IN_AN_ANSWER)), complete);
    }

    private byte[] entry(String clientId) {
        return (instanceId + ":" + clientId).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json(Occupant occupant) {
        synchronized (writer) {
            return writer.occupant(occupant.username(), occupant.clientId(), occupant.standing());
        }
    }

    /** Removes this instance's clients, within a second. After all of them have left, before the clock stops. */
    @Override
    public void close() {
        if (sets == null || redis == null || !redis.isConnected()) {
            return;
        }
        RedisSets to = sets;
        // Behind what the clock's thread was given to write before.
        var unused = to.time()
                .thenComposeAsync(now -> write(to, now, occupants.takeTouched()), clock)
                .handle((done, error) -> "")
                .completeOnTimeout("", 1, TimeUnit.SECONDS)
                .join();
    }
}

package dev.wsctl.server.broker;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes what Redis has subscribed equal to what is wanted (D3). Wishes change a set; once a turn of the loop the
 * difference to what has been asked of the connection is sent, so that a room that comes and goes a hundred times costs
 * at most one command. A new connection starts from nothing asked. What Redis takes away or refuses because another node
 * serves it is asked for again, unless whoever is told of it has taken it elsewhere. For one event loop.
 */
final class Subscriptions {

    private static final long AGAIN_MILLIS = 200;
    /** A user who may not subscribe a channel needs an administrator; until then it costs a command now and then. */
    private static final long REFUSED_MILLIS = 3_000;

    /** Told of what the connection cannot do. */
    interface Trouble {
        /** Redis refuses a channel, which is asked for again now and then. */
        void refused(String channel, String reason);

        /** The connection is to be replaced. */
        void stuck(String reason);

        /** Redis took a channel away, or refuses it, since another node serves it: which one, if it says so. */
        void evicted(String channel, @Nullable Redirection where);
    }

    private final EventLoop loop;
    private final ChannelKind kind;
    private final LongSupplier lived;
    private final Trouble trouble;
    /** When each command was sent that has no answer yet; answers come in order. */
    private final Deque<Long> unanswered = new ArrayDeque<>();

    private final Set<String> wanted = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Map<String, Integer> leaving = new HashMap<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    /** What Redis has refused and is to be asked for again. */
    private final Set<String> refused = new HashSet<>();

    private final Map<String, List<CompletableFuture<@Nullable Void>>> waiting = new HashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private boolean reconcileScheduled;

    /** @param lived the loop's {@link LoopTime} */
    Subscriptions(EventLoop loop, ChannelKind kind, LongSupplier lived, Trouble trouble) {
        this.loop = loop;
        this.kind = kind;
        this.lived = lived;
        this.trouble = trouble;
    }

    void want(String channel, CompletableFuture<@Nullable Void> whenConfirmed) {
        wanted.add(channel);
        if (connection == null || confirmed.contains(channel)) {
            whenConfirmed.complete(null);
        } else {
            waiting.computeIfAbsent(channel, c -> new ArrayList<>()).add(whenConfirmed);
        }
        touch(channel);
    }

    void drop(String channel) {
        wanted.remove(channel);
        release(channel);
        touch(channel);
    }

    /**
     * Ends wanting a channel because it is wanted elsewhere from now on.
     *
     * @return who waits for it to be confirmed
     */
    List<CompletableFuture<@Nullable Void>> surrender(String channel) {
        wanted.remove(channel);
        List<CompletableFuture<@Nullable Void>> waiters = waiting.remove(channel);
        touch(channel);
        return waiters == null ? List.of() : waiters;
    }

    /** What is wanted now. */
    List<String> wanted() {
        return List.copyOf(wanted);
    }

    /** Whether what is wanted is asked of Redis at once. */
    boolean isConnected() {
        return connection != null;
    }

    private void touch(String channel) {
        if (connection != null) {
            dirty.add(channel);
            if (!reconcileScheduled) {
                reconcileScheduled = true;
                loop.execute(this::reconcile);
            }
        }
    }

    private void reconcile() {
        reconcileScheduled = false;
        List<String> join = new ArrayList<>();
        List<String> leave = new ArrayList<>();
        for (String channel : dirty) {
            if (wanted.contains(channel) && asked.add(channel)) {
                join.add(channel);
            } else if (!wanted.contains(channel) && asked.remove(channel)) {
                confirmed.remove(channel);
                leaving.merge(channel, 1, Integer::sum);
                leave.add(channel);
            } else if (confirmed.contains(channel)) {
                release(channel);
            }
        }
        dirty.clear();
        StatefulRedisPubSubConnection<String, byte[]> to = connection;
        if (to != null) {
            kind.together(join).forEach(channels -> join(to, channels));
            kind.together(leave).forEach(channels -> leave(to, channels));
        }
    }

    private void join(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
        watch(to, kind.subscribe(to, channels), error -> {
            Redirection where = Redirection.of(error);
            if (where != null || Redirection.isPassing(error)) {
                channels.forEach(channel -> lost(channel, where));
            } else if (channels.size() > 1) {
                // One forbidden channel makes Redis refuse the whole command.
                channels.forEach(channel -> join(to, List.of(channel)));
            } else {
                refused(channels.get(0), error);
            }
        });
    }

    private void leave(StatefulRedisPubSubConnection<String, byte[]> to, List<String> channels) {
        // A node that refuses because it serves the slot no longer has already ended the subscription.
        watch(to, kind.unsubscribe(to, channels), error -> channels.forEach(this::left));
    }

    private void lost(String channel, @Nullable Redirection where) {
        asked.remove(channel);
        confirmed.remove(channel);
        trouble.evicted(channel, where);
        if (wanted.contains(channel)) {
            var unused = loop.schedule(() -> touch(channel), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void refused(String channel, Throwable error) {
        asked.remove(channel);
        release(channel);
        trouble.refused(channel, "SUBSCRIBE " + channel + ": " + RedisErrors.describe(error));
        if (wanted.contains(channel) && refused.add(channel)) {
            var unused = loop.schedule(
                    () -> {
                        refused.remove(channel);
                        touch(channel);
                    },
                    REFUSED_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void watch(
            StatefulRedisPubSubConnection<String, byte[]> by,
            CompletionStage<Void> answer,
            Consumer<Throwable> refused) {
        unanswered.addLast(lived.getAsLong());
        var unused = answer.whenComplete((ok, error) -> loop.execute(() -> {
            if (by != connection) {
                return;
            }
            unanswered.pollFirst();
            if (error == null) {
                return;
            }
            if (RedisErrors.isRefusal(error)) {
                refused.accept(error);
            } else {
                trouble.stuck("SUBSCRIBE: " + RedisErrors.describe(error));
            }
        }));
    }

    /** For how long the oldest command that was sent has had no answer, by {@link LoopTime}. */
    long hasAwaited(long now) {
        Long oldest = unanswered.peekFirst();
        return oldest == null ? 0 : now - oldest;
    }

    void up(StatefulRedisPubSubConnection<String, byte[]> fresh) {
        connection = fresh;
        dirty.addAll(wanted);
        reconcile();
    }

    void down() {
        connection = null;
        asked.clear();
        confirmed.clear();
        leaving.clear();
        unanswered.clear();
        dirty.clear();
        List.copyOf(waiting.keySet()).forEach(this::release);
    }

    void subscribed(String channel) {
        // While an UNSUBSCRIBE is on its way, this confirms the SUBSCRIBE before it.
        if (!leaving.containsKey(channel)) {
            confirmed.add(channel);
            release(channel);
        }
    }

    void unsubscribed(String channel) {
        if (leaving.containsKey(channel)) {
            left(channel);
        } else if (asked.contains(channel)) {
            lost(channel, null);
        }
    }

    private void left(String channel) {
        leaving.computeIfPresent(channel, (c, n) -> n == 1 ? null : n - 1);
    }

    private void release(String channel) {
        List<CompletableFuture<@Nullable Void>> waiters = waiting.remove(channel);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.complete(null));
        }
    }
}

package dev.wsctl.server.broker;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes what Redis has subscribed equal to what is wanted (D3). Wishes change a set; once a turn of the loop the
 * difference to what has been asked of the connection is sent, so that a room that comes and goes a hundred times costs
 * at most one command. A new connection starts from nothing asked. For one event loop.
 */
final class Subscriptions {

    private static final int CHANNELS_A_COMMAND = 500;

    private final EventLoop loop;
    private final Consumer<String> onRefusal;
    private final Consumer<String> stuck;
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Map<String, Integer> leaving = new HashMap<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Map<String, List<CompletableFuture<@Nullable Void>>> waiting = new HashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private boolean reconcileScheduled;

    /**
     * @param onRefusal told why Redis refused a channel
     * @param stuck asked to replace the connection
     */
    Subscriptions(EventLoop loop, Consumer<String> onRefusal, Consumer<String> stuck) {
        this.loop = loop;
        this.onRefusal = onRefusal;
        this.stuck = stuck;
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
        for (int i = 0; i < join.size(); i += CHANNELS_A_COMMAND) {
            join(join.subList(i, Math.min(join.size(), i + CHANNELS_A_COMMAND)));
        }
        StatefulRedisPubSubConnection<String, byte[]> to = connection;
        for (int i = 0; to != null && i < leave.size(); i += CHANNELS_A_COMMAND) {
            watch(
                    to,
                    to.async()
                            .unsubscribe(leave.subList(i, Math.min(leave.size(), i + CHANNELS_A_COMMAND))
                                    .toArray(String[]::new)),
                    error -> {});
        }
    }

    private void join(List<String> channels) {
        StatefulRedisPubSubConnection<String, byte[]> to = connection;
        if (to == null) {
            return;
        }
        watch(to, to.async().subscribe(channels.toArray(String[]::new)), error -> {
            if (channels.size() > 1) {
                // One forbidden channel makes Redis refuse the whole command.
                channels.forEach(channel -> join(List.of(channel)));
            } else {
                release(channels.get(0));
                onRefusal.accept("SUBSCRIBE " + channels.get(0) + ": " + error);
            }
        });
    }

    private void watch(
            StatefulRedisPubSubConnection<String, byte[]> by,
            java.util.concurrent.CompletionStage<Void> answer,
            Consumer<String> refused) {
        var unused = answer.whenComplete((ok, error) -> {
            if (error != null) {
                loop.execute(() -> {
                    if (by != connection) {
                        return;
                    }
                    if (RedisErrors.isRefusal(error)) {
                        refused.accept(RedisErrors.describe(error));
                    } else {
                        stuck.accept("SUBSCRIBE: " + RedisErrors.describe(error));
                    }
                });
            }
        });
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
        leaving.computeIfPresent(channel, (c, n) -> n == 1 ? null : n - 1);
    }

    private void release(String channel) {
        List<CompletableFuture<@Nullable Void>> waiters = waiting.remove(channel);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.complete(null));
        }
    }
}

package dev.wsctl.server.broker;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the nodes of a Redis Cluster and who serves which slot: asks one node now and then, and at once when anything
 * looks wrong. A node that was cut off from the others, and says so, is not believed; another one is asked.
 *
 * <p>Lives on one event loop; {@link #map} may be read anywhere.
 */
final class ClusterTopology {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTopology.class);
    private static final long PERIOD_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 100;
    /** Until then every node should have heard of a slot's move, so that what one answers is newer than what MOVED said. */
    private static final long GOSSIP_NANOS = TimeUnit.SECONDS.toNanos(3);

    private record Move(String owner, long saidNanos) {}

    private final EventLoop loop;
    private final List<RedisURI> seeds;
    private final RedisURI template;
    private final int spread;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> link;
    private final AnyNode asked;
    private final List<AnyNode> messaging = new ArrayList<>();
    private final Map<Integer, Move> moves = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile SlotMap map = SlotMap.UNKNOWN;
    private volatile @Nullable String lastError;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private boolean asking;
    private boolean due;

    /**
     * @param seeds nodes the user named
     * @param template credentials and timeouts for every node
     * @param spread a number of the instance, so that not all begin with the same node
     * @param links makes a link to a place
     */
    ClusterTopology(
            EventLoop loop,
            List<RedisURI> seeds,
            RedisURI template,
            int spread,
            BiFunction<
                            Place,
                            RedisLink.Observer<StatefulRedisConnection<String, byte[]>>,
                            RedisLink<StatefulRedisConnection<String, byte[]>>>
                    links) {
        this.loop = loop;
        this.seeds = seeds;
        this.template = template;
        this.spread = spread;
        this.asked = new AnyNode(List.of());
        this.link = links.apply(asked, new Asking());
    }

    void open() {
        link.open();
        var unused = loop.scheduleWithFixedDelay(this::refresh, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void close() {
        var unused = link.close();
    }

    SlotMap map() {
        return map;
    }

    /** Why the cluster could not be asked, or was not believed; null if the last answer was good. */
    @Nullable String lastError() {
        return lastError;
    }

    /** Runs on the loop whenever the map has changed. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** One node for good. */
    Place at(String address) {
        return Place.at(uri(address));
    }

    /** Any node, another one at every attempt, and not the one where another place of this kind is if that can be helped. */
    Place anyNode() {
        AnyNode place = new AnyNode(messaging);
        messaging.add(place);
        return place;
    }

    private RedisURI uri(String address) {
        int colon = address.lastIndexOf(':');
        RedisURI uri = RedisURI.builder(template).build();
        uri.setHost(address.substring(0, colon));
        uri.setPort(Integer.parseInt(address.substring(colon + 1)));
        return uri;
    }

    /** Something looks wrong, or time has passed: asks, if that isn't under way. */
    void refresh() {
        StatefulRedisConnection<String, byte[]> ask = connection;
        if (asking || ask == null) {
            due = true;
            return;
        }
        asking = true;
        due = false;
        CompletionStage<String> state = ask.async().clusterInfo();
        var unused = ask.async()
                .clusterNodes()
                .thenCombine(state, (nodes, info) -> {
                    loop.execute(() -> told(ask, nodes, info.contains("cluster_state:ok")));
                    return nodes;
                })
                .exceptionally(error -> {
                    loop.execute(() -> distrust(ask, RedisErrors.describe(error)));
                    return "";
                });
        var unusedPause = loop.schedule(
                () -> {
                    asking = false;
                    if (due) {
                        refresh();
                    }
                },
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void told(StatefulRedisConnection<String, byte[]> by, String nodes, boolean ok) {
        if (by != connection) {
            return;
        }
        SlotMap fresh;
        try {
            fresh = SlotMap.parse(nodes, hostOf(asked.current));
        } catch (IllegalArgumentException e) {
            distrust(by, String.valueOf(e.getMessage()));
            return;
        }
        if (ok) {
            lastError = null;
        }
        if (ok || map.masters().isEmpty()) {
            long now = System.nanoTime();
            moves.values().removeIf(move -> now - move.saidNanos > GOSSIP_NANOS);
            for (Map.Entry<Integer, Move> move : moves.entrySet()) {
                fresh = fresh.with(move.getKey(), move.getValue().owner);
            }
            become(fresh);
        }
        if (!ok) {
            distrust(by, "the cluster is down, says " + asked.current);
        }
    }

    private void distrust(StatefulRedisConnection<String, byte[]> by, String reason) {
        lastError = reason;
        if (by == connection) {
            link.reset(reason);
        }
    }

    private void become(SlotMap fresh) {
        if (!fresh.equals(map)) {
            LOG.debug("Slots are served by {}", fresh.masters());
            map = fresh;
            listeners.forEach(Runnable::run);
        }
    }

    /**
     * A node has said that another one serves a slot now.
     *
     * @param by the node that said so
     */
    void moved(int slot, String address, String by) {
        String owner = address.startsWith(":") ? hostOf(by) + address : address;
        moves.put(slot, new Move(owner, System.nanoTime()));
        if (!owner.equals(map.owner(slot))) {
            become(map.with(slot, owner));
        }
        refresh();
    }

    private static String hostOf(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    private final class AnyNode implements Place {
        private final List<AnyNode> others;
        private int next;
        private String current = "";

        AnyNode(List<AnyNode> others) {
            this.others = others;
            this.next = spread + others.size();
        }

        @Override
        public CompletionStage<RedisURI> locate() {
            List<String> known = map.masters();
            List<String> candidates = known.size() > 1
                    ? known
                    : seeds.stream()
                            .map(seed -> seed.getHost() + ":" + seed.getPort())
                            .toList();
            String choice = candidates.get(Math.floorMod(next++, candidates.size()));
            if (isTaken(choice) && candidates.size() > 1) {
                choice = candidates.get(Math.floorMod(next++, candidates.size()));
            }
            current = choice;
            return CompletableFuture.completedFuture(uri(choice));
        }

        private boolean isTaken(String address) {
            return others.stream().anyMatch(other -> other != this && other.current.equals(address));
        }
    }

    private final class Asking implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> fresh) {
            connection = fresh;
            refresh();
        }

        @Override
        public void down(String reason) {
            connection = null;
        }

        @Override
        public void unreachable(String reason) {
            lastError = reason;
        }
    }
}

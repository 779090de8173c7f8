package dev.wsctl.server.broker;

import io.lettuce.core.cluster.SlotHash;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keys on the masters of a Cluster, each where its slot is served. Commands follow their slots: what is refused because
 * another node serves the key, and what was unanswered when a node went, is sent to the one that serves it now.
 */
final class SlotDataNodes implements DataNodes {

    private static final long PASSING_MILLIS = 100;

    private final ClusterTopology cluster;
    private final EventLoop loop;
    private final BiFunction<Place, DataCommands.Elsewhere, DataNode> maker;
    private volatile Map<String, DataNode> byMaster = Map.of();

    /** @param maker makes the node at a place */
    SlotDataNodes(ClusterTopology cluster, EventLoop loop, BiFunction<Place, DataCommands.Elsewhere, DataNode> maker) {
        this.cluster = cluster;
        this.loop = loop;
        this.maker = maker;
        cluster.onChange(this::follow);
    }

    @Override
    public void open() {
        follow();
    }

    private void follow() {
        List<String> masters = cluster.map().masters();
        Map<String, DataNode> fresh = new TreeMap<>();
        for (String master : masters) {
            DataNode known = byMaster.get(master);
            fresh.put(master, known == null ? open(master) : known);
        }
        Map<String, DataNode> before = byMaster;
        byMaster = fresh;
        before.forEach((master, node) -> {
            if (!fresh.containsKey(master)) {
                node.commands().surrender().forEach(call -> resend(call, false));
                var unused = node.close();
            }
        });
    }

    private DataNode open(String master) {
        DataNode node = maker.apply(cluster.at(master), (call, refusal) -> takeOver(master, call, refusal));
        node.open();
        return node;
    }

    private boolean takeOver(String by, DataCommands.Call<?> call, Throwable refusal) {
        Redirection where = Redirection.of(refusal);
        if (where != null && where.ask()) {
            DataNode importing = byMaster.get(where.address());
            if (importing != null) {
                importing.commands().adopt(call, true);
                return true;
            }
            cluster.refresh();
        } else if (where != null) {
            cluster.moved(where.slot(), where.address(), by);
            resend(call, false);
            return true;
        } else if (!Redirection.isPassing(refusal)) {
            return false;
        }
        var unused = loop.schedule(() -> resend(call, false), PASSING_MILLIS, TimeUnit.MILLISECONDS);
        return true;
    }

    private void resend(DataCommands.Call<?> call, boolean asking) {
        DataNode node = of(call.key());
        if (node == null) {
            call.fail(RedisDataException.Kind.UNANSWERED, lastError());
        } else {
            node.commands().adopt(call, asking);
        }
    }

    @Override
    public @Nullable DataNode of(String key) {
        String owner = cluster.map().owner(SlotHash.getSlot(key));
        return owner == null ? null : byMaster.get(owner);
    }

    @Override
    public List<DataNode> all() {
        return new ArrayList<>(byMaster.values());
    }

    @Override
    public boolean heed(String key, Throwable refusal) {
        Redirection where = Redirection.of(refusal);
        if (where != null && !where.ask()) {
            String by = Objects.requireNonNullElse(cluster.map().owner(where.slot()), "");
            loop.execute(() -> cluster.moved(where.slot(), where.address(), by));
            return true;
        }
        return where != null || Redirection.isPassing(refusal);
    }

    @Override
    public String lastError() {
        return Objects.requireNonNullElse(cluster.lastError(), "no node of the cluster is known to serve it");
    }
}

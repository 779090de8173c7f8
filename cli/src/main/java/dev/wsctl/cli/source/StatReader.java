package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INFO of the server, or of all masters of the cluster together, again and again on connections that stay open: new ones
 * would show up in what is counted.
 */
public final class StatReader implements AutoCloseable {
    private final RedisTarget target;
    private final Duration timeout;
    private @Nullable RedisSource source;
    private List<RedisNode> nodes = List.of();

    /** @param timeout for each reading */
    public StatReader(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** Our own connections are left out. After a failure the next reading connects anew. */
    public RedisFacts read() {
        try {
            Deadline deadline = Deadline.after(timeout);
            if (nodes.isEmpty()) {
                RedisSource fresh = RedisSource.of(target, deadline);
                source = fresh;
                nodes = fresh.masters();
            }
            RedisFacts sum = facts(nodes.get(0), deadline);
            for (RedisNode node : nodes.subList(1, nodes.size())) {
                sum = sum.plus(facts(node, deadline));
            }
            return sum;
        } catch (RedisFailure e) {
            close();
            throw e;
        }
    }

    private static RedisFacts facts(RedisNode node, Deadline deadline) {
        node.deadline(deadline);
        return RedisFacts.of(node.info(), 1);
    }

    @Override
    public void close() {
        RedisSource open = source;
        if (open != null) {
            open.close();
        }
        source = null;
        nodes = List.of();
    }
}

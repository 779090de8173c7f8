package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisTarget;
import java.time.Duration;
import java.util.ArrayList;
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
        return infos().stream()
                .map(info -> RedisFacts.of(info, 1))
                .reduce(RedisFacts::plus)
                .orElseThrow();
    }

    /** INFO of each node, our own connection counted. After a failure the next reading connects anew. */
    public List<Info> infos() {
        try {
            Deadline deadline = Deadline.after(timeout);
            if (nodes.isEmpty()) {
                RedisSource fresh = RedisSource.of(target, deadline);
                source = fresh;
                nodes = fresh.masters();
            }
            List<Info> infos = new ArrayList<>();
            for (RedisNode node : nodes) {
                node.deadline(deadline);
                infos.add(node.info());
            }
            return infos;
        } catch (RedisFailure e) {
            close();
            throw e;
        }
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

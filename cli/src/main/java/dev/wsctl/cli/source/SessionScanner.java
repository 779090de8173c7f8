package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespConnection;
import dev.wsctl.cli.source.resp.RespReader;
import java.io.IOException;
import java.util.List;

/**
 * Walks the keys of every node with SCAN, as fast as Redis answers: the next SCAN is under way while the keys of the
 * last are looked at. Holds one reply in memory, whatever the size of the data set.
 */
public final class SessionScanner {
    /** Keys a SCAN. Larger ones block Redis longer than other clients should notice. */
    static final int BATCH = 1000;

    /** Looks at one key; the bytes are only valid during the call. */
    public interface KeyVisitor {
        void key(RedisNode node, RespReader.Slice key);
    }

    /**
     * @param scanned keys seen
     * @param complete false when the deadline or limit ended it
     */
    public record Extent(long scanned, boolean complete) {}

    private final Deadline deadline;
    private final long limit;

    /** @param limit keys to look at, in all */
    public SessionScanner(Deadline deadline, long limit) {
        this.deadline = deadline;
        this.limit = limit;
    }

    /** @param match a glob that Redis itself applies, {@code *} for all keys */
    public Extent scan(List<RedisNode> nodes, String match, KeyVisitor visitor) {
        long scanned = 0;
        for (RedisNode node : nodes) {
            try {
                scanned += scan(node, match, visitor, limit - scanned);
            } catch (IOException e) {
                throw node.failure(e, "SCAN");
            }
            if (stopped) {
                return new Extent(scanned, false);
            }
        }
        return new Extent(scanned, true);
    }

    private boolean stopped;

    private long scan(RedisNode node, String match, KeyVisitor visitor, long allowed) throws IOException {
        RespConnection connection = node.connection();
        RespReader reader = connection.reader();
        String[] command = match.equals("*")
                ? new String[] {"SCAN", "0", "COUNT", Integer.toString(BATCH)}
                : new String[] {"SCAN", "0", "COUNT", Integer.toString(BATCH), "MATCH", match};
        long seen = 0;
        connection.send(command);
        while (true) {
            reader.arrayHeader(connection.deadline());
            String cursor = reader.bulk(connection.deadline()).text();
            boolean last = cursor.equals("0");
            stopped = !last && (seen >= allowed || deadline.expired());
            if (!last && !stopped) {
                command[1] = cursor;
                connection.send(command);
            }
            int keys = reader.arrayHeader(connection.deadline());
            for (int i = 0; i < keys; i++) {
                visitor.key(node, reader.bulk(connection.deadline()));
            }
            seen += keys;
            if (last || stopped) {
                return seen;
            }
        }
    }
}

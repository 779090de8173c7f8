package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespConnection;
import dev.wsctl.cli.source.resp.RespReader;
import java.io.IOException;
import java.util.ArrayList;
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
        /** @return false when it has seen enough; what has been read already still comes */
        boolean key(RedisNode node, RespReader.Slice key);
    }

    /**
     * @param scanned keys seen
     * @param gaps what was left out and why; empty when every key was seen, or the visitor had enough
     */
    public record Extent(long scanned, List<String> gaps) {
        public boolean complete() {
            return gaps.isEmpty();
        }
    }

    private enum Stop {
        NO,
        ENOUGH,
        LIMIT,
        DEADLINE
    }

    private final Deadline deadline;
    private final long limit;

    /** @param limit keys to look at, in all */
    public SessionScanner(Deadline deadline, long limit) {
        this.deadline = deadline;
        this.limit = limit;
    }

    /** @param match a glob that Redis itself applies, {@code *} for all keys */
    public Extent scan(List<RedisNode> nodes, String match, KeyVisitor visitor) {
        List<String> gaps = new ArrayList<>();
        for (int i = 0; i < nodes.size() && (stop == Stop.NO || stop == Stop.DEADLINE); i++) {
            RedisNode node = nodes.get(i);
            node(node, match, visitor, deadline.share(nodes.size() - i), nodes.size() > 1, gaps);
        }
        if (stop == Stop.LIMIT) {
            gaps.add("stopped after " + scanned + " keys, as --max-keys says");
        }
        return new Extent(scanned, gaps);
    }

    private Stop stop = Stop.NO;
    private long scanned;

    private void node(
            RedisNode node, String match, KeyVisitor visitor, Deadline share, boolean amongOthers, List<String> gaps) {
        long before = scanned;
        Deadline all = node.deadline();
        if (amongOthers) {
            node.deadline(share);
        }
        try {
            stop = scan(node, match, visitor, share);
            if (stop == Stop.DEADLINE) {
                gaps.add("time was up after " + (scanned - before) + " keys of "
                        + node.endpoint().display() + "; a longer --timeout sees more");
            }
        } catch (IOException e) {
            RedisFailure failure = node.failure(e, "SCAN");
            if (!failure.ofOneNode() || (!amongOthers && scanned == before)) {
                throw failure;
            }
            gaps.add(failure.what());
        } finally {
            node.deadline(all);
        }
    }

    private Stop scan(RedisNode node, String match, KeyVisitor visitor, Deadline share) throws IOException {
        RespConnection connection = node.connection();
        RespReader reader = connection.reader();
        String[] command = match.equals("*")
                ? new String[] {"SCAN", "0", "COUNT", Integer.toString(BATCH)}
                : new String[] {"SCAN", "0", "COUNT", Integer.toString(BATCH), "MATCH", match};
        boolean enough = false;
        connection.send(command);
        while (true) {
            reader.arrayHeader(connection.deadline());
            String cursor = reader.bulk(connection.deadline()).text();
            boolean last = cursor.equals("0");
            Stop why = enough ? Stop.ENOUGH : scanned >= limit ? Stop.LIMIT : share.expired() ? Stop.DEADLINE : Stop.NO;
            if (!last && why == Stop.NO) {
                command[1] = cursor;
                connection.send(command);
            }
            int keys = reader.arrayHeader(connection.deadline());
            for (int i = 0; i < keys; i++) {
                enough |= !visitor.key(node, reader.bulk(connection.deadline()));
            }
            scanned += keys;
            if (last || why != Stop.NO) {
                return last ? Stop.NO : why;
            }
        }
    }
}

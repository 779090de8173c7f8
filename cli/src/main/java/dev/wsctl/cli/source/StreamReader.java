package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Footprint.Stream;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** How long a stream is, how far back it goes, and what waits in it. */
final class StreamReader {
    private static final String MOST_ENTRIES = "1000";
    private static final long RECENT_MILLIS = 10_000;

    private StreamReader() {}

    /** @param writers whether to read who wrote lately: the field {@code uid} of at most {@value #MOST_ENTRIES} entries */
    static Stream read(RedisNode node, String key, boolean writers) {
        return new Stream(
                key,
                node.number("XLEN", key),
                millis(node.list("XRANGE", key, "-", "+", "COUNT", "1")),
                millis(node.list("XREVRANGE", key, "+", "-", "COUNT", "1")),
                pending(node.list("XINFO", "GROUPS", key)),
                writers ? writers(node, key) : Set.of());
    }

    private static OptionalLong millis(List<?> entries) {
        if (entries.isEmpty() || !(entries.get(0) instanceof List<?> entry)) {
            return OptionalLong.empty();
        }
        String id = String.valueOf(entry.get(0));
        return OptionalLong.of(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    private static OptionalLong pending(List<?> groups) {
        if (groups.isEmpty()) {
            return OptionalLong.empty();
        }
        long pending = 0;
        for (Object group : groups) {
            if (group instanceof List<?> fields) {
                int at = fields.indexOf("pending");
                if (at >= 0 && fields.get(at + 1) instanceof Long number) {
                    pending += number;
                }
            }
        }
        return OptionalLong.of(pending);
    }

    private static Set<String> writers(RedisNode node, String key) {
        long now = node.clockMillis();
        List<?> entries = node.list("XREVRANGE", key, "+", Long.toString(now - RECENT_MILLIS), "COUNT", MOST_ENTRIES);
        Set<String> writers = new HashSet<>();
        for (Object entry : entries) {
            if (entry instanceof List<?> idAndFields && idAndFields.get(1) instanceof List<?> fields) {
                int uid = fields.indexOf("uid");
                int namespace = fields.indexOf("nsp");
                // An instance has a uid in each namespace, and every instance has this one.
                boolean main = namespace >= 0
                        && fields.subList(namespace + 1, fields.size()).indexOf("/") == 0;
                if (main && uid >= 0 && uid + 1 < fields.size()) {
                    writers.add(String.valueOf(fields.get(uid + 1)));
                }
            }
        }
        return writers;
    }
}

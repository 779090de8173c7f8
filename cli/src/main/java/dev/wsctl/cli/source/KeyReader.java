package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists keys, and looks into one. */
public final class KeyReader {
    /** @param ttlMillis −1 for never */
    public record Key(String name, String type, long ttlMillis) {}

    /**
     * @param value of a string; null for other types
     * @param fields of a hash; empty for other types
     */
    public record Content(Key key, @Nullable String value, Map<String, String> fields, long size) {}

    /** @param partial there are more, or the deadline came first */
    public record Listing(List<Key> keys, boolean partial) {}

    private KeyReader() {}

    /** The first {@code limit} keys that match, in no particular order. */
    public static Listing list(List<RedisNode> nodes, String pattern, int limit, Deadline deadline) {
        List<Key> keys = new ArrayList<>();
        boolean complete = true;
        for (RedisNode node : nodes) {
            List<String> names = new ArrayList<>();
            SessionScanner.Extent extent = new SessionScanner(deadline, Math.max(1, limit - keys.size()))
                    .scan(List.of(node), pattern, (owner, key) -> {
                        if (names.size() < limit - keys.size()) {
                            names.add(key.text());
                        }
                    });
            complete &= extent.complete() && extent.scanned() <= names.size();
            describe(node, names, keys);
            if (keys.size() >= limit) {
                break;
            }
        }
        return new Listing(keys, !complete);
    }

    /** Null when there is no such key. */
    public static @Nullable Content show(RedisNode owner, String name) {
        String type = owner.text("TYPE", name);
        if (type.equals("none")) {
            return null;
        }
        Key key = new Key(name, type, owner.number("PTTL", name));
        return switch (type) {
            case "string" -> {
                String value = owner.text("GET", name);
                yield new Content(key, value, Map.of(), value.length());
            }
            case "hash" -> {
                Map<String, String> fields = new TreeMap<>();
                List<?> pairs = owner.list("HGETALL", name);
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    fields.put(String.valueOf(pairs.get(i)), String.valueOf(pairs.get(i + 1)));
                }
                yield new Content(key, null, fields, fields.size());
            }
            default -> new Content(key, null, Map.of(), owner.number("MEMORY", "USAGE", name));
        };
    }

    private static void describe(RedisNode node, List<String> names, List<Key> into) {
        List<String[]> commands = new ArrayList<>();
        for (String name : names) {
            commands.add(new String[] {"TYPE", name});
            commands.add(new String[] {"PTTL", name});
        }
        List<@Nullable Object> replies = commands.isEmpty() ? List.of() : node.callAll(commands);
        for (int i = 0; i + 1 < replies.size(); i += 2) {
            long ttl = replies.get(i + 1) instanceof Long millis ? millis : -2;
            // −2: it expired in the meantime.
            if (ttl >= -1) {
                into.add(new Key(names.get(i / 2), String.valueOf(replies.get(i)), ttl));
            }
        }
    }
}

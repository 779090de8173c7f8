package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionKey;
import dev.wsctl.cli.source.resp.RespError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists keys, and looks into one. */
public final class KeyReader {
    private KeyReader() {}

    /** The first {@code limit} keys of these families, in no particular order. */
    public static SessionKey.Listing list(
            List<RedisNode> nodes, List<SessionFamily> families, int limit, Deadline deadline) {
        List<Glob> globs =
                families.stream().map(family -> new Glob(family.pattern())).toList();
        String match = globs.size() == 1 ? globs.get(0).text() : "*";
        // SCAN may return a key twice while Redis resizes its table.
        Map<String, RedisNode> found = new LinkedHashMap<>();
        SessionScanner.Extent extent = new SessionScanner(deadline, Long.MAX_VALUE).scan(nodes, match, (node, key) -> {
            for (int i = 0; i < globs.size(); i++) {
                if (key.matches(globs.get(i))) {
                    if (families.get(i).isSession()) {
                        found.put(key.text(), node);
                    }
                    break;
                }
            }
            // One more than asked for, to know whether there are more.
            return found.size() <= limit;
        });
        List<String> names = new ArrayList<>(found.keySet()).subList(0, Math.min(limit, found.size()));
        List<SessionKey> keys = new ArrayList<>();
        for (RedisNode node : nodes) {
            if (!node.lost()) {
                describe(
                        node,
                        names.stream().filter(name -> found.get(name) == node).toList(),
                        keys);
            }
        }
        return new SessionKey.Listing(keys, found.size() > limit, extent.gaps());
    }

    /** Null when there is no such key. */
    public static SessionKey.@Nullable Content show(RedisNode owner, String name) {
        String type = owner.text("TYPE", name);
        if (type.equals("none")) {
            return null;
        }
        SessionKey key = new SessionKey(name, type, owner.number("PTTL", name));
        return switch (type) {
            case "string" -> {
                byte[] stored = bytes(owner, name);
                byte[] unpacked = Zlib.inflate(stored);
                String value = new String(unpacked == null ? stored : unpacked, StandardCharsets.UTF_8);
                yield new SessionKey.Content(key, value, Map.of(), stored.length, unpacked != null);
            }
            case "hash" -> {
                Map<String, String> fields = new TreeMap<>();
                List<?> pairs = owner.list("HGETALL", name);
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    fields.put(String.valueOf(pairs.get(i)), String.valueOf(pairs.get(i + 1)));
                }
                yield new SessionKey.Content(key, null, fields, fields.size(), false);
            }
            default -> new SessionKey.Content(key, null, Map.of(), owner.number("MEMORY", "USAGE", name), false);
        };
    }

    /** Empty when the key expired in the meantime. */
    private static byte[] bytes(RedisNode owner, String name) {
        try {
            owner.connection().send("GET", name);
            byte[] value = owner.connection().reader().bytes(owner.deadline());
            return value == null ? new byte[0] : value;
        } catch (IOException e) {
            throw owner.failure(e, "GET");
        }
    }

    private static void describe(RedisNode node, List<String> names, List<SessionKey> into) {
        List<String[]> commands = new ArrayList<>();
        for (String name : names) {
            commands.add(new String[] {"TYPE", name});
            commands.add(new String[] {"PTTL", name});
        }
        List<@Nullable Object> replies = commands.isEmpty() ? List.of() : node.callAll(commands);
        for (int i = 0; i + 1 < replies.size(); i += 2) {
            if (replies.get(i) instanceof RespError error) {
                throw node.failure(error, commands.get(i));
            }
            if (replies.get(i + 1) instanceof RespError error) {
                throw node.failure(error, commands.get(i + 1));
            }
            long ttl = replies.get(i + 1) instanceof Long millis ? millis : -2;
            // −2: it expired in the meantime.
            if (ttl >= -1) {
                into.add(new SessionKey(names.get(i / 2), String.valueOf(replies.get(i)), ttl));
            }
        }
    }
}

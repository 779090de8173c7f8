package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.evidence.KeySample;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.SampledKey;
import dev.wsctl.cli.model.evidence.StreamConsumer;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SessionScanner;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at a bounded number of keys, and into a bounded number of those: type, time to live, and size where that is cheap. */
final class KeySampler {
    private static final long MOST_KEYS = 50_000;

    /** Of each family, and of all others together. */
    private static final int LOOKED_INTO = 100;

    /** Types whose size is one number that Redis keeps anyway. */
    private static final Map<String, String> SIZE =
            Map.of("list", "LLEN", "set", "SCARD", "zset", "ZCARD", "hash", "HLEN", "stream", "XLEN");

    /** Ours, from checks that run beside. */
    private static final Glob OWN = new Glob("wsctl:probe:*");

    private KeySampler() {}

    static Reading<KeySample> sample(
            RedisSource source, List<RedisNode> nodes, List<SessionFamily> families, Deadline deadline) {
        List<SessionFamily> sessions =
                families.stream().filter(SessionFamily::isSession).toList();
        List<Glob> globs =
                sessions.stream().map(family -> new Glob(family.pattern())).toList();
        Map<String, Map<String, RedisNode>> found = new LinkedHashMap<>();
        SessionScanner.Extent extent = new SessionScanner(deadline, MOST_KEYS).scan(nodes, "*", (node, key) -> {
            if (!key.matches(OWN)) {
                String family = "";
                for (int i = 0; i < globs.size() && family.isEmpty(); i++) {
                    family = key.matches(globs.get(i)) ? sessions.get(i).pattern() : "";
                }
                Map<String, RedisNode> members = found.computeIfAbsent(family, f -> new LinkedHashMap<>());
                if (members.size() < LOOKED_INTO) {
                    members.put(key.text(), node);
                }
            }
            return true;
        });
        List<SampledKey> keys = new ArrayList<>();
        for (Map.Entry<String, Map<String, RedisNode>> family : found.entrySet()) {
            for (RedisNode node : Set.copyOf(family.getValue().values())) {
                if (!node.lost()) {
                    look(node, source.serverOf(node), family, keys);
                }
            }
        }
        Reading<List<StreamConsumer>> consumers = StreamConsumers.read(owners(found), keys);
        return Reading.of(new KeySample(extent.scanned(), extent.complete(), keys, consumers));
    }

    private static Map<String, RedisNode> owners(Map<String, Map<String, RedisNode>> found) {
        Map<String, RedisNode> owners = new HashMap<>();
        found.values().forEach(owners::putAll);
        return owners;
    }

    private static void look(
            RedisNode node, int server, Map.Entry<String, Map<String, RedisNode>> family, List<SampledKey> into) {
        List<String> names = family.getValue().entrySet().stream()
                .filter(entry -> entry.getValue() == node)
                .map(Map.Entry::getKey)
                .toList();
        List<String[]> commands = new ArrayList<>();
        for (String name : names) {
            commands.add(new String[] {"TYPE", name});
            commands.add(new String[] {"PTTL", name});
            // Before anything that Redis takes for a use of the key.
            commands.add(new String[] {"OBJECT", "IDLETIME", name});
        }
        List<@Nullable Object> replies = node.callAll(commands);
        List<SampledKey> seen = new ArrayList<>();
        for (int i = 0; i + 2 < replies.size(); i += 3) {
            for (int j = i; j < i + 2; j++) {
                if (replies.get(j) instanceof RespError error) {
                    throw node.failure(error, commands.get(j)[0]);
                }
            }
            // −2: it expired in the meantime.
            if (replies.get(i + 1) instanceof Long ttl && ttl >= -1) {
                String type = String.valueOf(replies.get(i)).toLowerCase(Locale.ROOT);
                // With an LFU policy Redis keeps no such time, and an ACL may refuse it.
                long idle = replies.get(i + 2) instanceof Long seconds ? seconds : -1;
                seen.add(new SampledKey(names.get(i / 3), family.getKey(), type, ttl, -1, idle, server));
            }
        }
        sizes(node, seen, into);
    }

    private static void sizes(RedisNode node, List<SampledKey> seen, List<SampledKey> into) {
        // How large a session is says nothing, and asking would count as a use of it.
        Predicate<SampledKey> worthIt = key -> key.family().isEmpty() && SIZE.containsKey(key.type());
        List<SampledKey> sized = seen.stream().filter(worthIt).toList();
        seen.stream().filter(worthIt.negate()).forEach(into::add);
        List<String[]> commands = new ArrayList<>();
        for (SampledKey key : sized) {
            commands.add(new String[] {SIZE.getOrDefault(key.type(), ""), key.name()});
        }
        List<@Nullable Object> replies = commands.isEmpty() ? List.of() : node.callAll(commands);
        for (int i = 0; i < replies.size(); i++) {
            SampledKey key = sized.get(i);
            // Where counting is not allowed, type and time to live still say something.
            long size = replies.get(i) instanceof Long n ? n : -1;
            into.add(new SampledKey(
                    key.name(), key.family(), key.type(), key.ttlMillis(), size, key.idleSeconds(), key.server()));
        }
    }
}

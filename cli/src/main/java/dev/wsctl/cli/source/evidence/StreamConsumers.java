package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.SampledKey;
import dev.wsctl.cli.model.evidence.StreamConsumer;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who reads the streams among the sampled keys: XINFO GROUPS and CONSUMERS, of a few. */
final class StreamConsumers {
    private static final int MOST_STREAMS = 10;
    private static final int MOST_GROUPS = 10;
    private static final int MOST_CONSUMERS = 100;

    private StreamConsumers() {}

    /** @param owners the node of each key */
    static Reading<List<StreamConsumer>> read(Map<String, RedisNode> owners, List<SampledKey> keys) {
        List<StreamConsumer> consumers = new ArrayList<>();
        List<String> streams = keys.stream()
                .filter(key -> key.type().equals("stream"))
                .map(SampledKey::name)
                .limit(MOST_STREAMS)
                .toList();
        for (String stream : streams) {
            RedisNode node = owners.get(stream);
            if (node == null || node.lost()) {
                continue;
            }
            Object groups = ask(node, "GROUPS", stream);
            if (groups instanceof RespError error) {
                return Reading.absent(EvidenceReader.reason(node.failure(error, "XINFO")));
            }
            for (Map<String, String> group : tables(groups, MOST_GROUPS)) {
                String name = group.getOrDefault("name", "");
                for (Map<String, String> one : tables(ask(node, "CONSUMERS", stream, name), MOST_CONSUMERS)) {
                    consumers.add(new StreamConsumer(
                            stream,
                            name,
                            one.getOrDefault("name", ""),
                            Long.parseLong(one.getOrDefault("pending", "0")),
                            Long.parseLong(one.getOrDefault("idle", "0"))));
                }
            }
        }
        return Reading.of(consumers);
    }

    private static @Nullable Object ask(RedisNode node, String what, String... where) {
        List<String> command = new ArrayList<>(List.of("XINFO", what));
        command.addAll(List.of(where));
        return node.callAll(List.<String[]>of(command.toArray(String[]::new))).get(0);
    }

    private static List<Map<String, String>> tables(@Nullable Object reply, int most) {
        List<Map<String, String>> tables = new ArrayList<>();
        if (reply instanceof List<?> rows) {
            for (Object row : rows.subList(0, Math.min(most, rows.size()))) {
                if (row instanceof List<?> cells) {
                    Map<String, String> table = new HashMap<>();
                    for (int i = 0; i + 1 < cells.size(); i += 2) {
                        table.put(String.valueOf(cells.get(i)), String.valueOf(cells.get(i + 1)));
                    }
                    tables.add(table);
                }
            }
        }
        return tables;
    }
}

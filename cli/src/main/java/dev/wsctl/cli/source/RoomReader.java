package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.model.fleet.RoomLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rooms by what they leave in Redis: subscribers of their channels, their presence, their streams. Nothing is subscribed to: who
 * counts subscribers would count us.
 */
final class RoomReader {
    /** So many are asked for members and streams: those with most subscribers. */
    private static final int MOST = 200;

    private final String prefix;

    RoomReader(String prefix) {
        this.prefix = prefix;
    }

    FleetLook.Rooms read(List<RedisNode> nodes, Deadline deadline) {
        ChannelReader.Counts counts = ChannelReader.matching(nodes, HeartbeatReader.literal(prefix) + ":*", deadline);
        for (RedisNode node : nodes) {
            node.deadline(deadline);
        }
        Map<String, Long> subscribers = new HashMap<>(counts.classic());
        counts.shard().forEach((name, count) -> subscribers.merge(name, count, Long::sum));
        String own = prefix + ":pubsub:";
        subscribers.keySet().removeIf(name -> name.startsWith(own));
        List<String> names = subscribers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> entry.getKey().substring(prefix.length() + 1))
                .toList();
        Map<String, Long> members = new HashMap<>();
        Map<String, Long> recorded = new HashMap<>();
        for (RedisNode node : nodes) {
            details(node, names, members, recorded);
        }
        List<RoomLook> rooms = new ArrayList<>();
        for (String name : names) {
            rooms.add(new RoomLook(
                    name,
                    subscribers.getOrDefault(prefix + ":" + name, 0L),
                    known(members, name),
                    known(recorded, name)));
        }
        rooms.sort(Comparator.<RoomLook>comparingLong(room -> room.members().orElse(room.subscribers()))
                .reversed()
                .thenComparing(RoomLook::name));
        return new FleetLook.Rooms(rooms, subscribers.size());
    }

    /** In a cluster the nodes that do not have a key say so; what is refused or of another type is simply not known. */
    private void details(RedisNode node, List<String> names, Map<String, Long> members, Map<String, Long> recorded) {
        if (names.isEmpty()) {
            return;
        }
        List<String[]> commands = new ArrayList<>();
        for (String name : names) {
            String channel = prefix + ":" + name;
            commands.add(new String[] {"ZCARD", prefix + ":presence:room:" + name});
            commands.add(new String[] {"XINFO", "STREAM", "stream:" + channel});
            // What it is called in a cluster.
            commands.add(new String[] {"XINFO", "STREAM", "stream:{" + channel + "}"});
        }
        List<@Nullable Object> replies = node.callAll(commands);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (replies.get(3 * i) instanceof Long count && count > 0) {
                members.put(name, count);
            }
            for (Object reply : Arrays.asList(replies.get(3 * i + 1), replies.get(3 * i + 2))) {
                added(reply).ifPresent(added -> recorded.put(name, added));
            }
        }
    }

    /** @param reply to XINFO STREAM */
    private static OptionalLong added(@Nullable Object reply) {
        if (reply instanceof List<?> fields) {
            for (int f = 0; f + 1 < fields.size(); f += 2) {
                if ("entries-added".equals(fields.get(f)) && fields.get(f + 1) instanceof Long added) {
                    return OptionalLong.of(added);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong known(Map<String, Long> values, String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}

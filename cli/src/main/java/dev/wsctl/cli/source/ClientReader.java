package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads CLIENT LIST on every node; connections of wsctl are left out. */
public final class ClientReader {
    private ClientReader() {}

    /** Connections in pub/sub mode on all of these nodes. */
    public static List<Subscriber> subscribers(List<RedisNode> nodes) {
        List<Subscriber> subscribers = new ArrayList<>();
        nodes.forEach(node -> subscribers.addAll(subscribers(node)));
        return subscribers;
    }

    /** Connections in pub/sub mode, each with the node it is connected to. */
    static List<Subscriber> subscribers(RedisNode node) {
        List<Subscriber> subscribers = new ArrayList<>();
        String address = node.endpoint().display();
        each(node, fields -> subscribers.add(Subscriber.of(fields, address)), "CLIENT", "LIST", "TYPE", "pubsub");
        return subscribers;
    }

    /** All connections but ours, by their fields. */
    public static List<Map<String, String>> all(List<RedisNode> nodes) {
        List<Map<String, String>> clients = new ArrayList<>();
        nodes.forEach(node -> each(node, clients::add, "CLIENT", "LIST"));
        return clients;
    }

    /** One after the other: the fields of ten thousand connections at once would be many times the list itself. */
    static void each(RedisNode node, Consumer<Map<String, String>> visitor, String... command) {
        node.text(command).lines().forEach(line -> {
            Map<String, String> fields = Subscriber.fields(line);
            if (!fields.isEmpty() && !RedisNode.CLIENT_NAME.equals(fields.get("name"))) {
                visitor.accept(fields);
            }
        });
    }

    /** The soft output limit of pub/sub clients in bytes, 0 for none; empty where CONFIG is not allowed. */
    public static OptionalLong softOutputLimit(RedisNode node) {
        String[] command = {"CONFIG", "GET", "client-output-buffer-limit"};
        Object reply = node.callAll(List.<String[]>of(command)).get(0);
        if (reply instanceof RespError || !(reply instanceof List<?> pair) || pair.size() < 2) {
            return OptionalLong.empty();
        }
        String[] words = String.valueOf(pair.get(1)).split(" ");
        for (int i = 0; i + 3 < words.length; i++) {
            if (words[i].equals("pubsub")) {
                return OptionalLong.of(Long.parseLong(words[i + 2]));
            }
        }
        return OptionalLong.empty();
    }
}

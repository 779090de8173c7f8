package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads CLIENT LIST on every node; connections of wsctl are left out. */
public final class ClientReader {
    private ClientReader() {}

    /** Connections in pub/sub mode, by their fields. */
    public static List<Subscriber> subscribers(List<RedisNode> nodes) {
        List<Subscriber> subscribers = new ArrayList<>();
        for (RedisNode node : nodes) {
            for (Map<String, String> client : parse(node.text("CLIENT", "LIST", "TYPE", "pubsub"))) {
                subscribers.add(Subscriber.of(client));
            }
        }
        return subscribers;
    }

    /** All connections but ours, by their fields. */
    public static List<Map<String, String>> all(List<RedisNode> nodes) {
        List<Map<String, String>> clients = new ArrayList<>();
        for (RedisNode node : nodes) {
            clients.addAll(parse(node.text("CLIENT", "LIST")));
        }
        return clients;
    }

    private static List<Map<String, String>> parse(String list) {
        List<Map<String, String>> clients = new ArrayList<>();
        for (String line : list.split("\n")) {
            Map<String, String> fields = Subscriber.fields(line);
            if (!fields.isEmpty() && !RedisNode.CLIENT_NAME.equals(fields.get("name"))) {
                clients.add(fields);
            }
        }
        return clients;
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

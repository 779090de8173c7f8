package dev.wsctl.server.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that asked to be told of presence. Thread-safe. */
final class Watchers {

    private final Set<ChatHandler> watching = ConcurrentHashMap.newKeySet();

    void add(ChatHandler client) {
        watching.add(client);
    }

    void remove(ChatHandler client) {
        watching.remove(client);
    }

    void tell(byte[] message) {
        for (ChatHandler client : watching) {
            client.loop().executor().execute(() -> client.reply(message));
        }
    }
}

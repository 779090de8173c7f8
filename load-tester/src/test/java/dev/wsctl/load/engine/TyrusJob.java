package dev.wsctl.load.engine;

import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/**
 * A load test in the plainest way, on an independent WebSocket client: members send in turn, everything received is kept,
 * and counted with sets at the end. Shares no line with what it checks.
 */
final class TyrusJob {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TEXT = Pattern.compile("\"text\":\"m-(\\d+)-(\\d+)\"");

    private record Message(int sender, int number) {}

    private final URI target;
    private final int members;
    private final int rooms;
    private final int messages;
    private final Map<Integer, List<Message>> received = new HashMap<>();
    private int joined;
    private int arrived;

    TyrusJob(URI target, int members, int rooms, int messages) {
        this.target = target;
        this.members = members;
        this.rooms = rooms;
        this.messages = messages;
    }

    /**
     * @param pairs how many message × member pairs the server has dealt with
     * @param done what it did, by its own account: tells when all that it sent has arrived
     */
    Mischief.Counts carryOut(LongSupplier pairs, Supplier<Mischief.Counts> done) throws Exception {
        ClientManager client = ClientManager.createClient();
        client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        List<Session> sessions = new ArrayList<>();
        try {
            for (int member = 0; member < members; member++) {
                sessions.add(join(client, member));
            }
            await().atMost(PATIENCE).until(() -> joined() == members);
            for (int i = 0; i < messages; i++) {
                int sender = i % members;
                sessions.get(sender).getBasicRemote().sendText("m-" + sender + "-" + i / members);
            }
            long expected = (long) messages * members / rooms;
            await().atMost(PATIENCE).until(() -> {
                Mischief.Counts by = done.get();
                return pairs.getAsLong() == expected
                        && by.delivered() + by.lost() == expected
                        && arrived() == by.delivered() + by.duplicated() + by.misrouted();
            });
            return count(expected);
        } finally {
            for (Session session : sessions) {
                session.close();
            }
            client.shutdown();
        }
    }

    private Session join(ClientManager client, int member) throws Exception {
        URI url = URI.create(target + "/ws?room=tyrus-" + member % rooms + "&username=t" + member);
        return client.connectToServer(
                new Endpoint() {
                    @Override
                    public void onOpen(Session session, EndpointConfig config) {
                        session.addMessageHandler(String.class, text -> received(member, text));
                    }
                },
                ClientEndpointConfig.Builder.create().build(),
                url);
    }

    private synchronized void received(int member, String text) {
        if (text.contains("\"type\":\"joined\"")) {
            joined++;
            return;
        }
        Matcher message = TEXT.matcher(text);
        if (message.find()) {
            received.computeIfAbsent(member, m -> new ArrayList<>())
                    .add(new Message(Integer.parseInt(message.group(1)), Integer.parseInt(message.group(2))));
            arrived++;
        }
    }

    private synchronized int joined() {
        return joined;
    }

    private synchronized int arrived() {
        return arrived;
    }

    private synchronized Mischief.Counts count(long expected) {
        long delivered = 0;
        long duplicated = 0;
        long reordered = 0;
        long misrouted = 0;
        for (Map.Entry<Integer, List<Message>> each : received.entrySet()) {
            Set<Message> seen = new HashSet<>();
            for (Message message : each.getValue()) {
                if (message.sender() % rooms != each.getKey() % rooms) {
                    misrouted++;
                } else if (!seen.add(message)) {
                    duplicated++;
                } else {
                    delivered++;
                    boolean overtaken = seen.stream()
                            .anyMatch(other -> other.sender() == message.sender() && other.number() > message.number());
                    reordered += overtaken ? 1 : 0;
                }
            }
        }
        return new Mischief.Counts(delivered, expected - delivered, duplicated, reordered, misrouted);
    }
}

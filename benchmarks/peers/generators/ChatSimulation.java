import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The job of generator-peers.sh for Gatling. It checks no message: what nobody waits for is read, decoded and dropped. */
public class ChatSimulation extends Simulation {
    private static final int CONNECTIONS = Integer.getInteger("connections");
    private static final int ROOMS = Integer.getInteger("rooms");
    private static final Duration EVERY = Duration.ofMillis(Long.getLong("every"));

    private final AtomicInteger number = new AtomicInteger();

    public ChatSimulation() {
        setUp(scenario("chat")
                        .feed(Stream.generate(() -> Map.<String, Object>of("n", number.getAndIncrement()))
                                .map(this::withRoom)
                                .iterator())
                        .exec(ws("connect").connect("/ws?room=bench-#{room}&username=g#{n}&client_id=g#{n}&announce=false"))
                        .forever()
                        .on(exec(ws("send").sendText("x".repeat(Integer.getInteger("size")))).pause(EVERY))
                        .injectOpen(rampUsers(CONNECTIONS).during(Duration.ofSeconds(10))))
                .protocols(http.wsBaseUrl("ws://127.0.0.1:" + Integer.getInteger("port")));
    }

    private Map<String, Object> withRoom(Map<String, Object> user) {
        return Map.of("n", user.get("n"), "room", (Integer) user.get("n") % ROOMS);
    }
}

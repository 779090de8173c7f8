package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rooms recorded in streams: what clients and instances have missed reaches them, once and in order. */
class DurabilityIT {

    private static EmbeddedRedis redis;
    private final List<Server> servers = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @AfterEach
    void stop() {
        clients.forEach(TestClient::close);
        servers.forEach(Server::close);
    }

    private Server instance(String id, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("--instance-id=" + id, "--redis=" + redis.url()));
        flags.addAll(List.of(more));
        Server server = TestServers.start(flags.toArray(String[]::new));
        servers.add(server);
        eventually(
                () -> assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
        return server;
    }

    private Server recording(String id) throws Exception {
        return instance(id, "--redis-stream-enabled");
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }

    private TestClient join(Server server, String name, String more) {
        TestClient client = TestClient.join(server, "lobby", name, "&announce=false" + more);
        clients.add(client);
        client.next("joined");
        return client;
    }

    private static List<String> texts(String stem, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> stem + i).toList();
    }

    @Test
    @DisplayName(
            "D6 a client that comes back with its last seen id gets what it missed, in order, once, then live messages")
    void aClientThatComesBackGetsWhatItMissed() throws Exception {
        Server a = recording("a");
        Server b = recording("b");
        TestClient ada = join(a, "ada", "");
        TestClient bob = join(b, "bob", "");
        texts("m", 0, 5).forEach(ada::say);
        bob.nextTexts(4);
        String last = bob.next("chat_message").get("id").asText();
        bob.leave();
        texts("m", 5, 405).forEach(ada::say);
        ada.nextTexts(405);
        TestClient back = join(a, "bob", "&last_id=" + last);
        JsonNode replay = back.next("replay");
        assertThat(replay.get("complete").asBoolean()).isTrue();
        assertThat(replay.get("messages").asInt()).isEqualTo(400);
        ada.say("live");
        List<String> expected = new ArrayList<>(texts("m", 5, 405));
        expected.add("live");
        assertThat(back.nextTexts(401)).containsExactlyElementsOf(expected);
        assertThat(back.rest()).isEmpty();
    }

    @Test
    @DisplayName("D6 at the seam between replay and live messages nothing is lost and nothing comes twice")
    void nothingIsLostOrDoubledAtTheSeam() throws Exception {
        Server a = recording("a");
        Server b = recording("b");
        TestClient ada = join(a, "ada", "");
        TestClient bob = join(b, "bob", "");
        AtomicBoolean stop = new AtomicBoolean();
        Thread here = talker(ada, "a", stop);
        Thread there = talker(bob, "b", stop);
        List<String> got = new ArrayList<>();
        Map<String, String> lastByServer = new HashMap<>();
        for (int round = 0; round < 8; round++) {
            String lastIds = String.join(",", lastByServer.values());
            TestClient reader = join(round % 2 == 0 ? a : b, "eve", round == 0 ? "&since=60" : "&last_id=" + lastIds);
            assertThat(reader.next("replay").get("complete").asBoolean()).isTrue();
            int read = 0;
            // At least one of each, so that it knows a last id of each.
            while (read < 40 || lastByServer.size() < 2) {
                JsonNode message = reader.next("chat_message");
                got.add(message.get("text").asText());
                lastByServer.put(
                        message.get("server_id").asText(), message.get("id").asText());
                read++;
            }
            reader.leave();
        }
        stop.set(true);
        here.join();
        there.join();
        for (String sender : List.of("a", "b")) {
            List<String> of =
                    got.stream().filter(text -> text.startsWith(sender)).toList();
            assertThat(of).containsExactlyElementsOf(texts(sender, 0, of.size()));
            assertThat(of.size()).isGreaterThan(20);
        }
    }

    /** Talks all the time, some hundred times a second, so that readers come in the midst of it. */
    private static Thread talker(TestClient client, String name, AtomicBoolean stop) {
        Thread thread = new Thread(() -> {
            for (int i = 0; !stop.get() && i < 200_000; i++) {
                client.say(name + i);
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    @DisplayName("D6 since=<seconds> replays by time, and a stream entry's id works as well as a message's")
    void replayByTimeAndByEntry() throws Exception {
        Server a = recording("a");
        TestClient ada = join(a, "ada", "");
        texts("m", 0, 3).forEach(ada::say);
        ada.nextTexts(3);
        eventually(() -> assertThat(redis.command("XLEN", "stream:chat:lobby")).isEqualTo("3"));
        TestClient all = join(a, "all", "&since=3600");
        assertThat(all.next("replay").get("complete").asBoolean()).isTrue();
        assertThat(all.nextTexts(3)).containsExactly("m0", "m1", "m2");
        TestClient none = join(a, "none", "&since=0");
        assertThat(none.next("replay").get("messages").asInt()).isZero();
        String first = redis.command("XRANGE", "stream:chat:lobby", "-", "+", "COUNT", "1")
                .replaceAll("(?s)^\\W*(\\d+-\\d+).*", "$1");
        TestClient rest = join(a, "rest", "&last_id=" + first);
        assertThat(rest.next("replay").get("complete").asBoolean()).isTrue();
        assertThat(rest.nextTexts(2)).containsExactly("m1", "m2");
        assertThat(Long.parseLong(redis.command("PTTL", "stream:chat:lobby"))).isPositive();
    }

    @Test
    @DisplayName("D6 a client is told when it cannot have what it missed: unknown id, trimmed, not recorded")
    void aClientIsToldWhatItCannotHave() throws Exception {
        Server a = instance("a", "--redis-stream-enabled", "--redis-stream-max-length=100");
        TestClient ada = join(a, "ada", "");
        texts("m", 0, 1_000).forEach(ada::say);
        ada.nextTexts(1_000);
        JsonNode unknown = join(a, "x", "&last_id=a-17-1").next("replay");
        assertThat(unknown.get("complete").asBoolean()).isFalse();
        assertThat(unknown.get("reason").asText()).isEqualTo("unknown_id");
        assertThat(unknown.get("messages").asInt()).isZero();
        TestClient late = join(a, "late", "&since=3600");
        JsonNode trimmed = late.next("replay");
        assertThat(trimmed.get("reason").asText()).isEqualTo("trimmed");
        assertThat(trimmed.get("messages").asInt()).isBetween(100, 999);
        List<String> kept = late.nextTexts(trimmed.get("messages").asInt());
        assertThat(kept).containsExactlyElementsOf(texts("m", 1_000 - kept.size(), 1_000));
        Server off = instance("off");
        assertThat(join(off, "y", "&since=10").next("replay").get("reason").asText())
                .isEqualTo("not_recorded");
    }

    @Test
    @DisplayName(
            "D6 with the stream on, what an instance missed while its subscription was lost comes before what is newer, once")
    void aGapIsFilledFromTheStream() throws Exception {
        Server a = recording("a");
        Server b = recording("b");
        TestClient ada = join(a, "ada", "");
        TestClient bob = join(b, "bob", "");
        AtomicBoolean stop = new AtomicBoolean();
        Thread talking = talker(ada, "m", stop);
        List<String> got = new ArrayList<>(bob.nextTexts(50));
        for (int i = 0; i < 4; i++) {
            killSubscriber("b");
            got.addAll(bob.nextTexts(100));
        }
        stop.set(true);
        talking.join();
        ada.say("end");
        got.addAll(bob.textsUntil("end"));
        assertThat(got).containsExactlyElementsOf(withEnd(texts("m", 0, got.size() - 1)));
    }

    @Test
    @DisplayName(
            "D6 a message that nobody could record brings back nothing that its reader has had, and the reader is told")
    void aMessageThatIsNowhereBringsBackNothing() throws Exception {
        Server b = recording("b");
        try (TcpRelay relay = TcpRelay.to(redis.port());
                Server a = TestServers.start(
                        "--instance-id=a", "--redis=redis://127.0.0.1:" + relay.port(), "--redis-stream-enabled")) {
            TestServers.awaitRedis(a);
            TestClient ada = join(a, "ada", "");
            TestClient bob = join(b, "bob", "");
            texts("m", 0, 5).forEach(ada::say);
            assertThat(bob.nextTexts(5)).hasSize(5);
            bob.say("n");
            ada.nextTexts(5);
            String lastOfB = ada.next("chat_message").get("id").asText();
            relay.blackhole();
            String lastOfA = ada.say("alone").next("chat_message").get("id").asText();
            ada.leave();
            bob.say("missed");
            TestClient back = join(b, "ada", "&last_id=" + lastOfA + "," + lastOfB);
            JsonNode replay = back.next("replay");
            bob.say("end");
            assertThat(back.textsUntil("end")).containsExactly("missed", "end");
            assertThat(replay.get("complete").asBoolean()).isFalse();
            assertThat(replay.get("reason").asText()).isEqualTo("unrecorded");
        }
    }

    @Test
    @DisplayName(
            "D6 members are told of a gap of which a part has been trimmed, though they had heard nothing before it")
    void aGapThatIsTrimmedIsTold() throws Exception {
        Server a = instance("a", "--redis-stream-enabled", "--redis-stream-max-length=100");
        try (TcpRelay relay = TcpRelay.to(redis.port());
                Server b = TestServers.start(
                        "--instance-id=b",
                        "--redis=redis://127.0.0.1:" + relay.port(),
                        "--redis-stream-enabled",
                        "--redis-stream-max-length=100")) {
            TestServers.awaitRedis(b);
            TestClient bob = join(b, "bob", "");
            bob.say("own").nextTexts(1);
            eventually(
                    () -> assertThat(redis.command("XLEN", "stream:chat:lobby")).isEqualTo("1"));
            relay.cut();
            TestClient ada = join(a, "ada", "");
            texts("m", 0, 500).forEach(ada::say);
            ada.nextTexts(500);
            // Heard here, and maybe on its way to Redis only.
            eventually(() -> assertThat(redis.command("XREVRANGE", "stream:chat:lobby", "+", "-", "COUNT", "1"))
                    .contains("\"m499\""));
            relay.restore();
            assertThat(bob.next("gap").get("reason").asText()).isEqualTo("trimmed");
            assertThat(bob.textsUntil("m499")).doesNotContain("m0", "own");
        }
    }

    @Test
    @DisplayName(
            "D6 who sends the first id it has seen, too, gets what an instance it had never heard said at that moment")
    void whatCrossedFromAnInstanceNeverHeardIsBroughtBack() throws Exception {
        Server a = recording("a");
        Server b = recording("b");
        TestClient ada = join(a, "ada", "");
        String first = ada.say("first").next("chat_message").get("id").asText();
        eventually(() -> assertThat(redis.command("XLEN", "stream:chat:lobby")).isEqualTo("1"));
        // What was published after it on another connection: on its way to a when ada hears the next one.
        redis.command(
                "XADD",
                "stream:chat:lobby",
                "*",
                "data",
                "{\"type\":\"chat_message\",\"id\":\"c-x-1\",\"server_id\":\"c\",\"room\":\"lobby\",\"username\":\"kim\","
                        + "\"text\":\"crossed\",\"timestamp\":\"2026-11-21T10:00:00.000Z\"}");
        String last = ada.say("last").next("chat_message").get("id").asText();
        eventually(() -> assertThat(redis.command("XLEN", "stream:chat:lobby")).isEqualTo("3"));
        ada.leave();
        TestClient back = join(b, "ada", "&last_id=" + first + "," + last);
        assertThat(back.next("replay").get("complete").asBoolean()).isTrue();
        assertThat(back.nextTexts(1)).containsExactly("crossed");
    }

    private static List<String> withEnd(List<String> texts) {
        List<String> all = new ArrayList<>(texts);
        all.add("end");
        return all;
    }

    private static void killSubscriber(String instance) {
        for (String line : redis.command("CLIENT", "LIST").split("\n")) {
            if (line.contains("name=chat:" + instance + ":sub")) {
                redis.command("CLIENT", "KILL", "ID", line.replaceAll(".*\\bid=(\\d+) .*", "$1"));
            }
        }
    }

    @Test
    @DisplayName("D6 without the stream members are told that there was a gap")
    void withoutTheStreamMembersAreToldOfTheGap() throws Exception {
        instance("a");
        Server b = instance("b");
        TestClient bob = join(b, "bob", "");
        killSubscriber("b");
        JsonNode gap = bob.next("gap");
        assertThat(gap.get("server_id").asText()).isEqualTo("b");
        assertThat(gap.get("reason").asText()).isEqualTo("subscription_lost");
    }

    @Test
    @DisplayName(
            "D6 what was said while Redis was away is delivered locally and missing from the stream, and readers are told")
    void whatWasSaidWhileRedisWasAwayIsNoted() throws Exception {
        try (EmbeddedRedis own = EmbeddedRedis.start();
                Server a = TestServers.start("--instance-id=a", "--redis=" + own.url(), "--redis-stream-enabled")) {
            eventually(() -> assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200));
            TestClient ada = join(a, "ada", "");
            ada.say("before").nextTexts(1);
            own.stop();
            // What was on its way when Redis went is sent again; what is said once that is known is not recorded.
            eventually(() -> {
                ada.say("alone");
                assertThat(HttpProbe.get(a, "/api/status")
                                .json()
                                .at("/broker/publish_failures")
                                .asInt())
                        .isPositive();
            });
            assertThat(ada.nextTexts(1)).containsExactly("alone");
            own.restart();
            eventually(() -> assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200));
            ada.say("after");
            assertThat(ada.textsUntil("after")).endsWith("after");
            TestClient late = join(a, "late", "&since=3600");
            assertThat(late.next("replay").get("reason").asText()).isEqualTo("unrecorded");
        }
    }

    @Test
    @DisplayName("D6 a stream that Redis refuses to write delays and loses no live message")
    void aRefusedStreamLosesNoLiveMessage() throws Exception {
        redis.command("SET", "stream:chat:lobby", "not a stream");
        Server a = recording("a");
        Server b = recording("b");
        TestClient ada = join(a, "ada", "");
        TestClient bob = join(b, "bob", "");
        texts("m", 0, 20).forEach(ada::say);
        assertThat(bob.nextTexts(20)).containsExactlyElementsOf(texts("m", 0, 20));
        assertThat(join(b, "x", "&since=10").next("replay").get("reason").asText())
                .isEqualTo("unavailable");
    }
}

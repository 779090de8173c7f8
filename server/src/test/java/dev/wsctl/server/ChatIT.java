package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One instance without Redis, and clients of the JDK. */
class ChatIT {

    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = TestServers.start("--instance-id=a");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("D1 D2 a new member is told joined first, then its own user_joined; texts come back as JSON")
    void aNewMemberIsToldJoinedFirst() {
        try (TestClient ada = TestClient.join(server, "lobby", "ada")) {
            JsonNode joined = ada.next("joined");
            assertThat(joined.get("room").asText()).isEqualTo("lobby");
            assertThat(joined.get("client_id").asText()).isEqualTo("ada");
            assertThat(joined.get("server_id").asText()).isEqualTo("a");
            assertThat(ada.next("user_joined").get("username").asText()).isEqualTo("ada");

            JsonNode message = ada.say("hello \"wörld\"\n\u0001").next("chat_message");
            assertThat(message.get("text").asText()).isEqualTo("hello \"wörld\"\n\u0001");
            assertThat(message.get("username").asText()).isEqualTo("ada");
            assertThat(message.get("room").asText()).isEqualTo("lobby");
            assertThat(message.get("timestamp").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
    }

    @Test
    @DisplayName(
            "A2 D4 every member of the room receives each message once and in its sender's order, other rooms none")
    void everyMemberReceivesEachMessageOnce() {
        try (TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false");
                TestClient bob = TestClient.join(server, "lobby", "bob", "&announce=false");
                TestClient eve = TestClient.join(server, "attic", "eve", "&announce=false")) {
            List<String> texts = IntStream.range(0, 500).mapToObj(i -> "m" + i).toList();
            texts.forEach(ada::say);

            assertThat(ada.nextTexts(500)).isEqualTo(texts);
            assertThat(bob.nextTexts(500)).isEqualTo(texts);
            eve.say("alone");
            eve.next("joined");
            assertThat(eve.next("chat_message").get("text").asText()).isEqualTo("alone");
            assertThat(ada.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("D3 who has read that it has joined misses nothing that is said then, on whichever event loop")
    void whoHasJoinedMissesNothing() throws Exception {
        try (Server two = TestServers.start("--event-loops=2");
                RawClient ada = RawClient.upgraded(two, path("ada"))) {
            assertThat(ada.read().text()).contains("\"joined\"");
            for (int i = 0; i < 500; i++) {
                try (RawClient bob = RawClient.upgraded(two, path("bob"))) {
                    ada.text("m" + i);
                    assertThat(bob.read().text()).contains("\"joined\"");
                    assertThat(bob.read().text()).contains("\"m" + i + "\"");
                }
                assertThat(ada.read().text()).contains("\"m" + i + "\"");
            }
        }
    }

    private static String path(String name) {
        return "/ws?room=lobby&username=" + name + "&client_id=" + name + "&announce=false";
    }

    @Test
    @DisplayName("D1 the others are told when a member leaves, unless it asked not to be announced")
    void theOthersAreToldWhenAMemberLeaves() {
        try (TestClient ada = TestClient.join(server, "lobby", "ada")) {
            ada.next("joined");
            ada.next("user_joined");
            TestClient.join(server, "lobby", "ghost", "&announce=false").close();
            TestClient.join(server, "lobby", "bob").close();

            assertThat(ada.next("user_joined").get("username").asText()).isEqualTo("bob");
            assertThat(ada.next("user_left").get("username").asText()).isEqualTo("bob");
        }
    }

    @Test
    @DisplayName("A3 an announcement reaches every member of every room")
    void anAnnouncementReachesEveryMember() {
        try (TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false");
                TestClient eve = TestClient.join(server, "attic", "eve", "&announce=false")) {
            ada.next("joined");
            eve.next("joined");

            server.announce("maintenance at noon");

            assertThat(ada.next("announcement").get("text").asText()).isEqualTo("maintenance at noon");
            assertThat(eve.next("announcement").get("text").asText()).isEqualTo("maintenance at noon");
        }
    }

    @Test
    void onChatFramesAreJsonAndParametersHaveDefaults() {
        URI chat = URI.create(server.webSocketUri().toString().replace("/ws", "/chat"));
        try (TestClient guest = TestClient.open(chat)) {
            assertThat(guest.next("joined").get("room").asText()).isEqualTo("general");
            assertThat(guest.next("user_joined").get("username").asText()).matches("guest-[0-9a-f]{8}");

            guest.say("{\"type\":\"chat\",\"text\":\"hi\"}");
            assertThat(guest.next("chat_message").get("text").asText()).isEqualTo("hi");
            guest.say("{\"type\":\"ping\"}").next("pong");
            assertThat(guest.say("nonsense").next("error").get("code").asText()).isEqualTo("bad_json");
            assertThat(guest.say("{\"type\":\"dance\"}")
                            .next("error")
                            .get("code")
                            .asText())
                    .isEqualTo("unknown_type");
        }
    }

    @Test
    @DisplayName("E5 on shutdown clients are told when to come back, then closed with 1012")
    void onShutdownClientsAreToldWhenToComeBack() {
        TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false");
        ada.next("joined");

        server.close();

        assertThat(ada.next("server_shutdown").get("reconnect_in_ms").asLong()).isPositive();
        assertThat(ada.closeCode()).isEqualTo(1012);
    }
}

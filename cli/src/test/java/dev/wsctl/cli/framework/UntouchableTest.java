package dev.wsctl.cli.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntouchableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io#/#",
                "socket.io#/admin#room#",
                "myapp#/#",
                "myapp-request#/#",
                "socket.io-response#/#ab12cd#",
                "socketio",
                "asgispecific.0123",
                "asgi__group__chat",
                "_action_cable_internal",
                "__anycable__",
                "reverb",
                "app#comms#req",
                "redis-adapter/app",
                "Hub:internal:groups",
                "phx:App",
                "centrifugo.control",
                "__keyspace@0__:x",
                "__sentinel__:hello"
            })
    @DisplayName("frameworks' channels, whatever prefix they have, are nobody else's")
    void frameworksChannels(String channel) {
        assertThat(Untouchable.owner(channel)).as(channel).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat:lobby", "chat:pubsub:global:broadcast", "my:channel", "news"})
    @DisplayName("rooms and channels of home-made servers are free")
    void othersAreFree(String channel) {
        assertThat(Untouchable.owner(channel)).as(channel).isEmpty();
    }

    @Test
    @DisplayName("an innocent name has witnesses that would give a SignalR hub or a Centrifugo away")
    void witnesses() {
        assertThat(Untouchable.witnesses("Chat:group:x")).containsExactly("Chat:internal:groups");
        assertThat(Untouchable.witnesses("c.client.x")).containsExactly("c.control");
        assertThat(Untouchable.witnesses("chat:room.1")).isEmpty();
    }
}

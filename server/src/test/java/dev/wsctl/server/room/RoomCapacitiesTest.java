package dev.wsctl.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomCapacitiesTest {

    private static RoomCapacities of(String... flags) {
        ServerConfig.Limits limits =
                ServerConfig.resolve(List.of(flags), Map.of()).limits();
        return new RoomCapacities(limits.queueMessagesByRoom(), limits.queueMessages());
    }

    @Test
    @DisplayName("C2 by default 2000 messages may wait in rooms chat.*, 500 in notifications.*, 1500 in others")
    void theDocumentedDefaults() {
        RoomCapacities capacities = of();
        assertThat(capacities.of("chat.general")).isEqualTo(2000);
        assertThat(capacities.of("notifications.ada")).isEqualTo(500);
        assertThat(capacities.of("lobby")).isEqualTo(1500);
        assertThat(capacities.of("chatter")).as("the dot is a dot").isEqualTo(1500);
    }

    @Test
    @DisplayName("C2 the first pattern that matches counts, and a star stands for anything")
    void theFirstPatternCounts() {
        RoomCapacities capacities = of("--queue-messages-by-room=a*z=7, a*=8,*#=9", "--queue-messages=10");
        assertThat(capacities.of("az")).isEqualTo(7);
        assertThat(capacities.of("a.b.z")).isEqualTo(7);
        assertThat(capacities.of("ab")).isEqualTo(8);
        assertThat(capacities.of("b#")).isEqualTo(9);
        assertThat(capacities.of("b")).isEqualTo(10);
        assertThat(of("--queue-messages-by-room=none").of("chat.general")).isEqualTo(1500);
    }
}

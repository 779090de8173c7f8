package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomShardsTest {

    private static final List<String> ROOMS =
            IntStream.range(0, 10_000).mapToObj(i -> "room-" + i).toList();

    @Test
    @DisplayName("D10 rooms are spread evenly over the servers")
    void roomsAreSpreadEvenly() {
        for (int shards : new int[] {1, 2, 3, 5, 8}) {
            int[] counts = new int[shards];
            ROOMS.forEach(room -> counts[RoomShards.shardOf(room, shards)]++);
            for (int count : counts) {
                assertThat(count).isCloseTo(ROOMS.size() / shards, within(ROOMS.size() / 20));
            }
        }
    }

    @Test
    @DisplayName("D10 one more server takes over its share, and no other room moves")
    void oneMoreServerTakesOverItsShare() {
        long moved = ROOMS.stream()
                .filter(room -> RoomShards.shardOf(room, 4) != RoomShards.shardOf(room, 5))
                .peek(room -> assertThat(RoomShards.shardOf(room, 5)).isEqualTo(4))
                .count();
        assertThat(moved).isBetween(1_800L, 2_200L);
    }

    @Test
    @DisplayName("D10 the examples of docs/protocol.md hold: other programs compute the same")
    void theDocumentedExamplesHold() {
        assertThat(List.of("lobby", "general", "a", "room-1").stream()
                        .map(room -> RoomShards.shardOf(room, 2) + " " + RoomShards.shardOf(room, 3) + " "
                                + RoomShards.shardOf(room, 5)))
                .containsExactly("1 2 2", "0 0 4", "1 1 3", "1 1 4");
    }
}

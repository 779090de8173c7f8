package dev.wsctl.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {

    @ParameterizedTest(name = "{0} connections in {1} rooms on {2} targets, skew {3}")
    @CsvSource({
        "30, 3, 2, even",
        "31, 7, 3, even",
        "5, 5, 2, even",
        "1000, 50, 3, zipf",
        "1000, 50, 3, zipf:2.5",
        "50, 50, 4, zipf",
        "51, 50, 4, zipf:0.5"
    })
    @DisplayName("N4 every connection has a place of its own, rooms have the size they say, and span all targets")
    void everybodyHasAPlace(int connections, int rooms, int targets, String skew) {
        Topology topology = new Topology(connections, rooms, targets, RoomSkew.parse(skew), 1);

        Set<String> places = new HashSet<>();
        int[] members = new int[rooms];
        int[] onTarget = new int[targets];
        for (int number = 0; number < connections; number++) {
            places.add(topology.room(number) + "/" + topology.member(number));
            assertThat(topology.member(number)).isLessThan(topology.size(topology.room(number)));
            members[topology.room(number)]++;
            onTarget[topology.target(number)]++;
        }
        assertThat(places).hasSize(connections);
        for (int room = 0; room < rooms; room++) {
            assertThat(members[room]).isPositive().isEqualTo(topology.size(room));
        }
        int most = Arrays.stream(onTarget).max().orElse(0);
        int least = Arrays.stream(onTarget).min().orElse(0);
        assertThat(most - least).as("of %s", Arrays.toString(onTarget)).isLessThanOrEqualTo(Math.max(2, rooms / 10));
    }

    @Test
    @DisplayName("N4 skewed rooms are few large ones and many small ones")
    void skewedRooms() {
        Topology topology = new Topology(1000, 100, 2, RoomSkew.parse("zipf"), 1);

        assertThat(topology.size(0)).isBetween(150, 200);
        assertThat(topology.size(1)).isBetween(75, 100);
        assertThat(topology.size(99)).isBetween(1, 4);
        assertThat(IntStream.range(0, 100).map(topology::size).sum()).isEqualTo(1000);
    }

    @Test
    @DisplayName("N4 of each room a share of the members send, and at least one")
    void someSend() {
        Topology topology = new Topology(1000, 100, 2, RoomSkew.NONE, 0.2);
        Topology few = new Topology(1000, 100, 2, RoomSkew.NONE, 0.001);

        assertThat(IntStream.range(0, 1000).filter(topology::isSender)).hasSize(200);
        assertThat(IntStream.range(0, 1000).filter(few::isSender)).hasSize(100);
    }

    @Test
    @DisplayName("N4 a skew that is none is refused")
    void whatIsNoSkew() {
        assertThatThrownBy(() -> RoomSkew.parse("zipf:9")).hasMessageContaining("from 0 to 5");
        assertThatThrownBy(() -> RoomSkew.parse("steep")).hasMessage("'steep' is no skew of rooms");
    }
}

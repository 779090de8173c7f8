package dev.wsctl.cli.top;

import static dev.wsctl.cli.top.Boards.instance;
import static dev.wsctl.cli.top.Boards.look;
import static dev.wsctl.cli.top.Boards.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.Board.State;
import dev.wsctl.cli.model.fleet.InstanceLook;
import dev.wsctl.cli.model.fleet.Rate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Looks at a fleet")
class LooksTest {
    private final Looks looks = new Looks();

    @Test
    @DisplayName("make rates of counters, from the second look on")
    void rates() {
        Board first = looks.add(look(1, List.of(instance("a", 1_000, false, 5L))));
        Board second = looks.add(look(2, List.of(instance("a", 1_400, false, 5L))));

        assertThat(first.instances().get(0).out()).isNaN();
        assertThat(second.instances().get(0).out()).isEqualTo(400);
        assertThat(second.instances().get(0).in()).isEqualTo(20);
        assertThat(second.instances().get(0).queue()).hasValue(5);
        assertThat(second.history().get(Board.OUT)).containsExactly(Double.NaN, 400.0);
    }

    @Test
    @DisplayName("remember an instance that has gone, for two minutes, and count it for nothing")
    void gone() {
        looks.add(look(1, List.of(instance("a", 0, false, 0L), instance("b", 0, false, 0L))));
        Board without = looks.add(look(2, List.of(instance("a", 0, false, 0L))));
        Board later = looks.add(look(130, List.of(instance("a", 0, false, 0L))));

        assertThat(without.instances()).extracting(Board.Row::state).containsExactly(State.OK, State.GONE);
        assertThat(without.connections()).isEqualTo(411);
        assertThat(later.instances()).extracting(Board.Row::id).containsExactly("a");
    }

    @Test
    @DisplayName("survive Redis going away: what was there stays, the reason is told, a gap is no zero")
    void withoutRedis() {
        looks.add(look(1, List.of(instance("a", 0, false, 0L))));
        Board blind = looks.add(unreachable(2));
        Board again = looks.add(look(3, List.of(instance("a", 0, false, 0L))));

        assertThat(blind.redis()).isNull();
        assertThat(blind.troubles()).containsExactly("10.0.0.5:6379 refused the connection");
        assertThat(blind.history().get(Board.CONNECTIONS)).element(1).isEqualTo(Double.NaN);
        assertThat(again.redis()).isNotNull();
        assertThat(again.instances().get(0).state()).isEqualTo(State.OK);
    }

    @Test
    @DisplayName(
            "hold the rate of a counter that only a heartbeat every 10 s renews, and start anew with one that went back")
    void holdsRates() {
        Rate rate = Rate.first(100, 0).next(200, 10_000_000_000L, 15_000_000_000L);

        assertThat(rate.perSecond()).isEqualTo(10);
        assertThat(rate.next(200, 20_000_000_000L, 15_000_000_000L).perSecond()).isEqualTo(10);
        assertThat(rate.next(200, 40_000_000_000L, 15_000_000_000L).perSecond()).isZero();
        assertThat(rate.next(50, 20_000_000_000L, 15_000_000_000L).perSecond()).isEqualTo(5);
    }

    @Test
    @DisplayName(
            "say at once of an instance that refuses connections that it does not answer, whatever its heartbeat said")
    void refusing() {
        InstanceStatus beating = instance("a", 0, false, null).status();
        String why = "not answering: http://10.0.0.7:8001/api/status refused the connection";
        Board board = looks.add(look(1, List.of(new InstanceLook(beating, null, why, true))));

        assertThat(board.instances()).extracting(Board.Row::state).containsExactly(State.NO_ANSWER);
        assertThat(board.troubles()).containsExactly("a: " + why);
    }
}

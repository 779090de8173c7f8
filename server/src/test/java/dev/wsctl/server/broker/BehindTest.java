package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D8 what is said while a slot moves")
class BehindTest {

    private final Set<String> ahead = new HashSet<>();
    private final List<Outgoing> sent = new ArrayList<>();
    private final Behind behind = new Behind(ahead::contains);

    private Outgoing say(String channel) {
        Outgoing message = new Outgoing(channel, null, new byte[0]);
        if (!behind.keeps(message)) {
            sent.add(message);
        }
        return message;
    }

    @Test
    @DisplayName("waits for what is under way through the old node, on its own channel alone")
    void waitsOnItsOwnChannelAlone() {
        ahead.add("chat:moving");
        Outgoing waiting = say("chat:moving");
        Outgoing other = say("chat:other");
        behind.release(sent::add);
        assertThat(sent).containsExactly(other);
        assertThat(behind.holds("chat:moving")).isTrue();
        assertThat(behind.holds("chat:other")).isFalse();

        ahead.clear();
        behind.release(sent::add);
        assertThat(sent).containsExactly(other, waiting);
        assertThat(behind.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("keeps its order: what is said when nothing is under way any more does not overtake what still waits")
    void nothingOvertakes() {
        ahead.add("chat:moving");
        Outgoing first = say("chat:moving");
        ahead.clear();
        Outgoing second = say("chat:moving");
        assertThat(sent).isEmpty();
        behind.release(sent::add);
        assertThat(sent).containsExactly(first, second);
        Outgoing third = say("chat:moving");
        assertThat(sent).containsExactly(first, second, third);
    }

    @Test
    @DisplayName("is given away in order when its node is gone")
    void isGivenAwayInOrder() {
        ahead.addAll(Set.of("chat:a", "chat:b"));
        List<Outgoing> all = List.of(say("chat:a"), say("chat:b"), say("chat:a"));
        assertThat(behind.surrender()).isEqualTo(all);
        assertThat(behind.isEmpty()).isTrue();
    }
}

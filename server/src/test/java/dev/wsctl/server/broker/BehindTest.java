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
    private final Behind behind = new Behind(message -> ahead.contains(message.channel));

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
        assertThat(behind.holds(message -> message.channel().equals("chat:moving")))
                .isTrue();
        assertThat(behind.holds(message -> message.channel().equals("chat:other")))
                .isFalse();

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
    @DisplayName("goes in the order in which it was accepted, also where two publishers keep some of it")
    void twoPublishersWaitForEachOther() {
        List<Behind> both = new ArrayList<>();
        Behind old = new Behind(message -> !ahead.isEmpty() || both.get(1).holds(kept -> kept.isBefore(message)));
        Behind fresh = new Behind(message -> old.holds(kept -> kept.isBefore(message)));
        both.addAll(List.of(old, fresh));
        ahead.add("redirected");
        Outgoing first = new Outgoing("chat:moving", null, new byte[0]);
        Outgoing second = new Outgoing("chat:moving", null, new byte[0]);
        while (!first.isBefore(second)) {
            // Within one tick of a coarse clock.
            second = new Outgoing("chat:moving", null, new byte[0]);
        }
        assertThat(old.keeps(first)).isTrue();
        assertThat(fresh.keeps(second)).isTrue();
        fresh.release(sent::add);
        assertThat(sent).isEmpty();
        ahead.clear();
        old.release(sent::add);
        fresh.release(sent::add);
        assertThat(sent).containsExactly(first, second);
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

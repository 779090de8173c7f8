package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N1 in the table of pairs")
class PairNamesTest {
    private static PairNames names(String... labels) {
        List<Delivery> pairs = new ArrayList<>();
        for (String from : labels) {
            for (String to : labels) {
                pairs.add(new Delivery(from, to, 1, 1, 0, 0, 0, 0, 1, 1));
            }
        }
        return PairNames.of(pairs);
    }

    @Test
    @DisplayName("instances of one host are called by their ports, a single one, too")
    void oneHostIsCalledByPorts() {
        assertThat(names("127.0.0.1:8001").of("127.0.0.1:8001")).isEqualTo(":8001");
        assertThat(names("h:1", "h:2").legend()).containsExactly("on h");
        assertThat(names("h:1", "h:2").of("h:2")).isEqualTo(":2");
    }

    @Test
    @DisplayName("short names stand as they are, long ones get numbers and a legend: nothing is cut")
    void longNamesGetNumbers() {
        assertThat(names("a", "b").of("b")).isEqualTo("b");
        assertThat(names("a", "b").legend()).isEmpty();
        PairNames names = names("ws-1.chat.example.com:443", "ws-2.chat.example.com:443");
        assertThat(names.of("ws-2.chat.example.com:443")).isEqualTo("#2");
        assertThat(names.legend()).contains("#2 = ws-2.chat.example.com:443");
    }
}

package dev.wsctl.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.exit.WsctlException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line of connect")
class OrderTest {
    @Test
    @DisplayName("is sent, unless it begins with a slash; two slashes send one")
    void linesAreSent() {
        assertThat(Order.of("hello  there ")).isEqualTo(new Order.Say("hello  there "));
        assertThat(Order.of("//etc")).isEqualTo(new Order.Say("/etc"));
        assertThat(Order.of("/raw {\"a\": 1} ")).isEqualTo(new Order.Raw("{\"a\": 1} "));
    }

    @Test
    @DisplayName("may ask for a ping, another room, or the end")
    void commands() {
        assertThat(Order.of("/ping")).isEqualTo(new Order.Ping());
        assertThat(Order.of("/join  lobby ")).isEqualTo(new Order.Join("lobby"));
        assertThat(Order.of("/close")).isEqualTo(new Order.Close(1000, ""));
        assertThat(Order.of("/close 4001 had enough")).isEqualTo(new Order.Close(4001, "had enough"));
        assertThat(Order.of("/quit")).isEqualTo(new Order.Close(1000, ""));
    }

    @Test
    @DisplayName("that is mistyped is not sent, and says what was meant")
    void mistyped() {
        assertThatThrownBy(() -> Order.of("/pign"))
                .isInstanceOf(WsctlException.class)
                .hasMessageContaining("/pign")
                .extracting(e -> ((WsctlException) e).hint())
                .asString()
                .contains("/ping");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/close 1005", "/close 1006", "/close 1015", "/close 999", "/close 5000", "/close now", "/join"})
    @DisplayName("cannot ask for what no client may do")
    void impossible(String line) {
        assertThatThrownBy(() -> Order.of(line)).isInstanceOf(WsctlException.class);
    }
}

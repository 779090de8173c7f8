package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.broker.Fence.Identity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Who a connection is to Redis")
class FenceTest {

    @ParameterizedTest
    @CsvSource({
        "id=7 addr=127.0.0.1:5001 laddr=127.0.0.1:6379 fd=8 name=chat:a:pub age=0, 7, 127.0.0.1:5001",
        "id=9007199254740993 addr=[::1]:5001 laddr=[::1]:6379 fd=8 name=, 9007199254740993, [::1]:5001",
        "id=12 addr=/run/redis.sock:0 laddr=/run/redis.sock:0 fd=8, 12, /run/redis.sock:0"
    })
    @DisplayName("is read from CLIENT INFO: over TCP, by IPv6 and on a Unix socket")
    void isReadFromClientInfo(String info, long id, String address) {
        assertThat(Identity.parse(info)).isEqualTo(new Identity(id, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "OK", "laddr=127.0.0.1:6379 id=7", "id= addr=127.0.0.1:1", "id=99999999999999999999 addr=x"})
    @DisplayName("is not guessed from anything else")
    void isNotGuessed(String info) {
        assertThat(Identity.parse(info)).isNull();
    }

    @Test
    @DisplayName("is not taken from a name that looks like it")
    void isNotTakenFromAName() {
        assertThat(Identity.parse("id=7 addr=10.0.0.1:1 name=id=8addr=10.0.0.2:2"))
                .isEqualTo(new Identity(7, "10.0.0.1:1"));
    }
}

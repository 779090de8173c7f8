package dev.wsctl.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.testing.Fuzz;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class SessionFuzzTest {

    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";

    @Test
    @DisplayName(
            "B1 C5 E9 any bytes under a session's key are a session with a valid name, plain or compressed, or none")
    void anyBytesAreASessionOrNone() {
        Fuzz.check(SessionFuzzTest.class, (input, random) -> {
            // Half of the time damaged inside what is compressed, half of the time around it.
            byte[] stored = random.nextBoolean() ? CompressedValue.write(input) : input;
            Optional<Session> found = CompressedValue.read(stored).flatMap(json -> Session.parse(ID, json));
            found.ifPresent(session -> {
                assertThat(dev.wsctl.server.protocol.DisplayName.isValid(session.username()))
                        .as("name")
                        .isTrue();
                assertThat(dev.wsctl.server.protocol.DisplayName.isValid(session.clientId()))
                        .as("client id")
                        .isTrue();
                assertThat(CompressedValue.read(CompressedValue.write(session.toJson("b")))
                                .flatMap(json -> Session.parse(ID, json)))
                        .contains(session);
            });
        });
    }
}

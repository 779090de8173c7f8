package dev.wsctl.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.protocol.InstanceName;
import dev.wsctl.server.testing.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Anybody may write to the keys of presence and heartbeats: what stands there is an entry, or is passed over. */
@Tag("fuzz")
class EntriesFuzzTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    @DisplayName("E4 what clients are shown of a presence set is JSON of another instance, whatever bytes stand there")
    void anOccupantIsJsonOfAnotherInstance() {
        Fuzz.check(EntriesFuzzTest.class, (input, random) -> {
            if (OccupantJson.isOfAnotherInstance(input, "a")) {
                JsonNode read = JACKSON.readTree(input);
                assertThat(InstanceName.isValid(read.path("server_id").asText()))
                        .isTrue();
                assertThat(read.path("server_id").asText()).isNotEqualTo("a");
            }
        });
    }

    @Test
    @DisplayName("E6 any bytes under a heartbeat's key are a heartbeat or none, and never an error")
    void anyBytesAreAHeartbeatOrNone() {
        Fuzz.check(
                EntriesFuzzTest.class,
                (input, random) -> Beat.parse(input)
                        .ifPresent(beat -> assertThat(Beat.parse(beat.toJson())).contains(beat)));
    }
}

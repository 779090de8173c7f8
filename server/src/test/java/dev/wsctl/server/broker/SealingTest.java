package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.config.Secret;
import dev.wsctl.server.config.ServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final String OLD = "o".repeat(32);
    private static final String NEW = "n".repeat(32);
    private static final byte[] MESSAGE = "{\"type\":\"chat_message\"}".getBytes(StandardCharsets.UTF_8);

    private static Sealing with(String keys) {
        List<Secret> secrets = ServerConfig.resolve(List.of("--redis-encryption-keys=" + keys), Map.of())
                .redis()
                .encryptionKeys();
        return new Sealing(secrets);
    }

    @Test
    @DisplayName("C4 the first key encrypts and all decrypt, so that keys can be changed instance by instance")
    void keysCanBeChangedInstanceByInstance() {
        Sealing before = with(OLD);
        Sealing prepared = with(OLD + "," + NEW);
        Sealing switched = with(NEW + "," + OLD);
        Sealing after = with(NEW);
        for (Sealing from : List.of(before, prepared, switched)) {
            assertThat(prepared.open("chat:lobby", from.seal("chat:lobby", MESSAGE)))
                    .isEqualTo(MESSAGE);
            assertThat(switched.open("chat:lobby", from.seal("chat:lobby", MESSAGE)))
                    .isEqualTo(MESSAGE);
        }
        assertThat(after.open("chat:lobby", switched.seal("chat:lobby", MESSAGE)))
                .isEqualTo(MESSAGE);
        assertThat(after.open("chat:lobby", before.seal("chat:lobby", MESSAGE))).isNull();
    }

    @Test
    @DisplayName(
            "C4 nothing readable leaves, no two messages look alike, and one that was touched or moved is not opened")
    void whatWasTouchedIsNotOpened() {
        Sealing sealing = with(OLD);
        byte[] sealed = sealing.seal("chat:lobby", MESSAGE);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("chat_message");
        assertThat(sealing.seal("chat:lobby", MESSAGE)).isNotEqualTo(sealed);
        assertThat(sealing.open("chat:attic", sealed)).isNull();
        assertThat(sealing.open("chat:lobby", MESSAGE)).as("plain text").isNull();
        for (int i = 0; i < sealed.length; i++) {
            byte[] touched = sealed.clone();
            touched[i] ^= 1;
            assertThat(sealing.open("chat:lobby", touched)).isNull();
            assertThat(sealing.open("chat:lobby", java.util.Arrays.copyOf(sealed, i)))
                    .isNull();
        }
        assertThat(sealing.open("chat:lobby", sealed)).isEqualTo(MESSAGE);
    }
}

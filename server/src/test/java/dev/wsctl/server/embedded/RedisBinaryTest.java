package dev.wsctl.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-7.0.15-linux-amd64",
        "Linux, aarch64, redis-server-7.0.15-linux-arm64",
        "Linux, i386, redis-server-7.0.15-linux-386",
        "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64",
        "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64"
    })
    @DisplayName("every supported machine has a binary on the class path")
    void everySupportedMachineHasABinary(String os, String arch, String resource) throws IOException {
        assertThat(RedisBinary.resourceFor(os, arch)).isEqualTo(resource);
        assertThat(RedisBinary.class.getResource("/" + resource)).isNotNull();
    }

    @Test
    @DisplayName("an unsupported machine is told so and what to do")
    void anUnsupportedMachineIsToldWhatToDo() {
        assertThatThrownBy(() -> RedisBinary.resourceFor("Windows 11", "amd64"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Windows 11")
                .hasMessageContaining("REDIS_URL");
    }
}

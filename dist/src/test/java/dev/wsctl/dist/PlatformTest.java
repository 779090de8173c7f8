package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest(name = "{2} on {0}-{1}: {3}")
    @DisplayName("Native code of other machines is foreign, everything else is not")
    @CsvSource({
        "linux, x86_64, redis-server-7.0.15-linux-amd64, false",
        "linux, x86_64, redis-server-7.0.15-linux-arm64, true",
        "linux, x86_64, redis-server-7.0.15-linux-386, true",
        "linux, x86_64, redis-server-7.0.15-darwin-amd64, true",
        "macos, aarch64, redis-server-7.0.15-darwin-arm64, false",
        "linux, x86_64, META-INF/native/libnetty_transport_native_epoll_x86_64.so, false",
        "linux, x86_64, META-INF/native/libnetty_transport_native_epoll_aarch_64.so, true",
        "linux, aarch64, META-INF/native/libnetty_transport_native_epoll_x86_64.so, true",
        "macos, aarch64, META-INF/native/libnetty_transport_native_epoll_aarch_64.so, true",
        "linux, x86_64, io/netty/channel/epoll/Epoll.class, false",
        "linux, aarch64, completions/wsctl.bash, false",
    })
    void knowsForeignCode(String system, String processor, String entry, boolean foreign) {
        assertThat(new Platform(system, processor).isForeign(entry)).isEqualTo(foreign);
    }

    @Test
    @DisplayName("A snapshot sorts before its release in Debian's eyes")
    void aSnapshotSortsBeforeItsRelease() {
        assertThat(new Release("0.1.0-SNAPSHOT", java.time.Instant.EPOCH).debianVersion())
                .isEqualTo("0.1.0~snapshot");
        assertThat(new Release("1.2.3", java.time.Instant.EPOCH).debianVersion())
                .isEqualTo("1.2.3");
    }
}

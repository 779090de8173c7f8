package dev.wsctl.load.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"core/somaxconn", "ipv4/ip_local_port_range"})
    @EnabledOnOs(OS.LINUX)
    @DisplayName("a limit of Linux is read to its end, of which the kernel tells only in one piece")
    void isReadToItsEnd(String limit) {
        assertThat(ProcFile.text(Path.of("/proc/sys/net", limit))).endsWith("\n");
    }

    @Test
    @DisplayName("what is not there is empty")
    void whatIsNotThereIsEmpty() {
        assertThat(ProcFile.text(Path.of("/proc/no such file"))).isEmpty();
    }
}

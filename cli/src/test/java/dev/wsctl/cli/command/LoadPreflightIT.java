package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A load test under a limit that is really too low")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
class LoadPreflightIT {
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    Path temp;

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** @return the exit code */
    private int limited(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "ulimit -n 400 && exec \"$@\"",
                "limited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wsctl.cli.Main",
                "loadtest",
                "ws://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/ws"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(temp.resolve("err").toFile())
                .start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String text(String stream) throws IOException {
        return Files.readString(temp.resolve(stream));
    }

    @Test
    @DisplayName("N4 is refused before the first connection, with the command that raises the limit")
    void isRefused() throws Exception {
        assertThat(limited("--connections", "500", "--rooms", "10"))
                .as(text("err"))
                .isEqualTo(64);

        assertThat(text("err"))
                .contains("500 connections need more open files than this process may have (400)")
                .contains("at most 300 connections", "ulimit -n 600 as root, the hard limit is 400", "LimitNOFILE=600");
        assertThat(text("out")).isEmpty();
        assertThat(server.accept()).as("a connection").isNull();
    }

    @Test
    @DisplayName("N4 is forecast with every limit, and opens nothing")
    void isForecast() throws Exception {
        assertThat(limited("--connections", "20000", "--rooms", "200", "--dry-run", "-o", "json"))
                .as(text("err"))
                .isEqualTo(64);

        JsonNode json = new ObjectMapper().readTree(text("out"));
        assertThat(json.path("schema").asText()).isEqualTo("wsctl/loadtest-plan/v1");
        assertThat(json.path("fits").asBoolean(true)).isFalse();
        assertThat(json.at("/limits/0/allowed").asInt()).isEqualTo(400);
        assertThat(json.path("limits"))
                .filteredOn(limit -> limit.path("state").asText().equals("too_low"))
                .extracting(limit -> limit.path("limit").asText())
                .containsExactly("open files", "heap");
        assertThat(text("err")).contains("Too low as well: heap.");
        assertThat(server.accept()).as("a connection").isNull();
    }
}

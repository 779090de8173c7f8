package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.generate.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks the tools themselves, where they are installed. */
class ProxyFilesIT {

    private static final Path DEPLOY = Path.of("../docs/deploy").toAbsolutePath();

    @Test
    @DisplayName("A10 nginx accepts its file")
    void nginxAcceptsItsFile(@TempDir Path directory) throws IOException {
        Shell.assumeInstalled("nginx");
        // The names of the instances are those of the compose network; here they stand for this machine.
        String file = Files.readString(DEPLOY.resolve("compose/nginx.conf")).replaceAll("chat-[123]:", "127.0.0.1:");
        Path copy = Files.writeString(directory.resolve("nginx.conf"), file);
        List<String> output = Shell.run(
                "nginx", "-t", "-c", copy.toString(), "-p", directory.toString(), "-g", "pid " + directory + "/pid;");
        assertThat(output).anyMatch(line -> line.contains("test is successful"));
    }

    @Test
    @DisplayName("A10 HAProxy accepts its file")
    void haproxyAcceptsItsFile() throws IOException {
        Shell.assumeInstalled("haproxy");
        Shell.run("haproxy", "-c", "-f", DEPLOY.resolve("haproxy/haproxy.cfg").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "sentinel"})
    @DisplayName("A10 Compose resolves its file, with three instances")
    void composeResolvesItsFile(String folder) throws IOException {
        Shell.assumeInstalled("docker-compose");
        List<String> services = Shell.run(
                "env",
                "METRICS_API_KEY=0123456789abcdef0123456789abcdef",
                "docker-compose",
                "-f",
                DEPLOY.resolve(folder).resolve("compose.yaml").toString(),
                "config",
                "--services");
        assertThat(services).contains("chat-1", "chat-2", "chat-3", "nginx");
    }
}

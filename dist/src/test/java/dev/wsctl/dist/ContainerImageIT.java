package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The container image")
@EnabledOnOs(value = OS.LINUX, disabledReason = "it is made on Linux only")
class ContainerImageIT {
    @TempDir
    Path folder;

    @Test
    @DisplayName("is named wsctl:latest, runs as nobody in particular and starts wsctl")
    void saysHowToRunIt() throws IOException, InterruptedException {
        Path parts = unpack(Built.image());
        assertThat(parts.resolve("manifest.json"))
                .content()
                .contains("wsctl:latest")
                .contains("\"Layers\"");
        String config = Files.readString(parts.resolve("config.json"));
        assertThat(config)
                .contains("\"User\":\"65532\"", "\"dev.wsctl.cli.Main\"", "\"created\":\"" + Built.RELEASE.date());
    }

    @Test
    @DisplayName("has every shared object that it needs: runs with nothing but its own files")
    void needsNothingOfTheHost() throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path parts = unpack(Built.image());
        try (Stream<Path> layers = Files.list(parts)) {
            for (Path layer :
                    layers.filter(path -> path.toString().endsWith(".tar.gz")).toList()) {
                Run.ok(List.of("tar", "-xzf", layer.toString(), "-C", root.toString()));
            }
        }
        assertThat(root.resolve("bin/sh")).doesNotExist();
        // The linker asks /proc where the program is, to find the objects beside it.
        Path proc = Files.createDirectories(root.resolve("proc"));
        List<String> namespaces = List.of("unshare", "-r", "-m", "-p", "-f", "--mount-proc=" + proc);
        List<String> probe = new ArrayList<>(namespaces);
        probe.add("true");
        assumeTrue(Run.exists("unshare") && Run.of(probe).exit() == 0, "no user namespaces here");
        List<String> enter = new ArrayList<>(namespaces);
        enter.addAll(List.of("chroot", root.toString(), "/usr/lib/wsctl/bin/java", "-XX:+UseSerialGC", "-Xshare:on"));
        enter.addAll(List.of("-cp", "/usr/lib/wsctl/lib/none", "dev.wsctl.cli.Main", "--version"));
        assertThat(Run.ok(enter)).startsWith("wsctl " + Built.RELEASE.version());
    }

    @Test
    @DisplayName("serves, with a root file system that cannot be written to, and stops when it is told to")
    void servesInAnEngine() throws IOException, InterruptedException {
        assumeTrue(
                Run.exists("docker") && Run.of(List.of("docker", "version")).exit() == 0,
                "no container engine answers here");
        Run.ok(List.of("docker", "load", "-i", Built.image().toString()));
        assertThat(Run.ok(List.of("docker", "run", "--rm", "wsctl:latest", "--version")))
                .contains(Built.RELEASE.version());
        String container = Run.ok(List.of(
                        "docker",
                        "run",
                        "-d",
                        "--rm",
                        "--read-only",
                        "--tmpfs",
                        "/tmp",
                        "--cap-drop",
                        "ALL",
                        "-p",
                        "127.0.0.1::8000",
                        "wsctl:latest",
                        "serve",
                        "--host",
                        "0.0.0.0",
                        "--port",
                        "8000"))
                .strip();
        try {
            Matcher port = Pattern.compile(":(\\d+)").matcher(Run.ok(List.of("docker", "port", container, "8000")));
            assertThat(port.find()).isTrue();
            URI health = URI.create("http://127.0.0.1:" + port.group(1) + "/health");
            HttpClient client = HttpClient.newHttpClient();
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(health)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            });
        } finally {
            Run.ok(List.of("docker", "stop", "--time", "20", container));
        }
    }

    private Path unpack(Path image) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Run.ok(List.of("tar", "-xf", image.toString(), "-C", parts.toString()));
        return parts;
    }
}

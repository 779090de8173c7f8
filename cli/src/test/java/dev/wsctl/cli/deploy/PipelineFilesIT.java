package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of docs/deploy/ci, run as a build server runs them, on a real Redis and a real instance. */
@DisplayName("E13 the pipelines in docs/deploy/ci")
class PipelineFilesIT {
    private static final Path FOLDER = Path.of("../docs/deploy/ci").toAbsolutePath();

    private static EmbeddedRedis redis;
    private static ServerProcess server;

    @TempDir
    private static Path work;

    @BeforeAll
    static void start() throws IOException {
        // A command that this machine interrupts looks like a slow one, which smoke tells.
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config("slowlog-log-slower-than 60000000"));
        server = ServerProcess.start("--port", "0", "--redis", redis.url(), "--heartbeat-interval", "500ms");
        Path wsctl = work.resolve("wsctl");
        Files.writeString(
                wsctl,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                        + "' dev.wsctl.cli.Main \"$@\"\n");
        assertThat(wsctl.toFile().setExecutable(true)).isTrue();
        // How fast this machine answers is not what is tested.
        String context = """
                current: here
                contexts:
                  here:
                    redis: { url: '%s' }
                    thresholds: { latency: { warn: 20s, crit: 30s } }
                """;
        Files.writeString(work.resolve(".wsctl.yaml"), context.formatted(redis.url()));
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
    }

    @Test
    @DisplayName("as a GitHub action annotates what failed, and keeps the evidence")
    void gitHub() throws Exception {
        JsonNode steps = new YAMLMapper()
                .readTree(FOLDER.resolve("github-action.yml").toFile())
                .at("/runs/steps");
        Map<String, String> given =
                Map.of("INSTANCES", server.webSocketUri() + " ws://127.0.0.1:1/ws", "PATIENCE", "1s");
        Ended smoke = run(steps.get(0).path("run").asText(), given);
        assertThat(smoke.code()).as(smoke.text()).isEqualTo(2);
        assertThat(smoke.text()).contains("::error title=", "127.0.0.1:1");
        Ended evidence = run(steps.get(1).path("run").asText(), given);
        assertThat(evidence.code()).as(evidence.text()).isZero();
        assertThat(evidence.text()).doesNotContain("unknown option", "can't read");
        String kept = steps.get(2).at("/with/path").asText();
        assertThat(work.resolve(kept)).isNotEmptyFile();
    }

    @Test
    @DisplayName("as a GitLab job passes where all is well, and leaves a report that a build server reads")
    void gitLab() throws Exception {
        JsonNode job = new YAMLMapper()
                .readTree(FOLDER.resolve("gitlab-ci.yml").toFile())
                .path("wsctl-smoke");
        Map<String, String> given = Map.of("INSTANCES", server.webSocketUri().toString());
        List<String> script = new ArrayList<>();
        job.path("script").forEach(line -> script.add(line.asText()));
        Ended smoke = run(String.join("\n", script), given);
        assertThat(smoke.code()).as(smoke.text()).isZero();
        Path report = work.resolve(job.at("/artifacts/reports/junit").asText());
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(report.toFile())
                        .getElementsByTagName("testcase")
                        .getLength())
                .isEqualTo(10);
    }

    private record Ended(int code, String text) {}

    private static Ended run(String script, Map<String, String> given) throws IOException, InterruptedException {
        Path output = Files.createTempFile(work, "output", ".txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment()
                .putAll(Map.of("WSCTL", "./wsctl", "REDIS_URL", redis.url(), "EXPECT", "1", "PATIENCE", "60s"));
        bash.environment().putAll(given);
        Process process = bash.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + script);
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}

package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Autobahn's WebSocket conformance suite against {@code /echo}: {@code mvn -pl server verify -Pautobahn}, a minute. */
@Tag("autobahn")
class AutobahnIT {

    /** Performance, and compression, which the server does not offer. */
    private static final List<String> LEFT_OUT = List.of("9.*", "12.*", "13.*");

    private static final int CASES = 251;

    /** Close with 1012, 1013 and 1014: registered after the suite was written, which wants them refused. */
    private static final List<String> OUTDATED = List.of("7.9.6", "7.9.7", "7.9.8");

    private static final List<String> GOOD = List.of("OK", "NON-STRICT", "INFORMATIONAL");

    @TempDir
    Path folder;

    @Test
    @DisplayName("RFC 6455: all cases pass but those that contradict the registry of close codes")
    void allCasesPassButThoseThatContradictTheRegistry() throws Exception {
        Map<String, String> failed = new TreeMap<>();
        try (Server server = TestServers.start()) {
            JsonNode results = run(server.webSocketUri().toString().replace("/ws", "/echo"));

            assertThat(results).hasSize(CASES);
            results.properties().forEach(result -> {
                String behaviour = result.getValue().path("behavior").asText();
                String close = result.getValue().path("behaviorClose").asText();
                if (!GOOD.contains(behaviour) || !GOOD.contains(close)) {
                    failed.put(result.getKey(), behaviour + ", close " + close);
                }
            });
        }
        assertThat(failed).containsOnlyKeys(OUTDATED);
    }

    private JsonNode run(String url) throws Exception {
        Path script = folder.resolve("run.py");
        try (InputStream in = AutobahnIT.class.getResourceAsStream("/autobahn/run.py")) {
            Files.copy(java.util.Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = folder.resolve("log");
        List<String> command = new java.util.ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dpython.cachedir.skip=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.python.util.jython",
                script.toString(),
                url,
                folder.resolve("reports").toString()));
        command.addAll(LEFT_OUT);
        Process suite = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(suite.waitFor(10, TimeUnit.MINUTES)).as("the suite ends").isTrue();
        } finally {
            suite.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(suite.exitValue())
                .as(said.substring(Math.max(0, said.length() - 2_000)))
                .isZero();
        return new ObjectMapper()
                .readTree(folder.resolve("reports/index.json").toFile())
                .path("wsctl");
    }
}

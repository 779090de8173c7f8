package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KubernetesManifestsTest {

    private static final Path MANIFESTS = Path.of("../docs/deploy/kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    @DisplayName("A10 every Kubernetes manifest is an object of the API: no unknown, misplaced or missing field")
    void everyManifestIsAnObjectOfTheApi() throws IOException {
        List<JsonNode> objects = objects();
        assertThat(objects).extracting(object -> object.path("kind").asText()).contains("Deployment", "Service");
        for (JsonNode object : objects) {
            validate(object);
        }
    }

    @Test
    void aMisspelledFieldWouldBeFound() throws IOException {
        JsonNode deployment = object("Deployment");
        String misspelled = deployment.toString().replace("maxUnavailable", "maxUnavailible");
        assertThatThrownBy(() -> validate(YAML.readTree(misspelled))).hasMessageContaining("maxUnavailible");
    }

    @Test
    @DisplayName("E13 a rolling update takes nobody away before another is ready, and gives the drain its time")
    void aRollingUpdateLosesNobody() throws IOException {
        JsonNode spec = object("Deployment").path("spec");
        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        JsonNode pod = spec.at("/template/spec");
        JsonNode container = pod.path("containers").get(0);
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/api/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health");
        int delay = seconds(container, "SHUTDOWN_DELAY");
        int whole = seconds(container, "SHUTDOWN_TIMEOUT");
        int probing = container.at("/readinessProbe/periodSeconds").asInt()
                * container.at("/readinessProbe/failureThreshold").asInt();
        assertThat(delay).as("longer than it takes to be seen as not ready").isGreaterThan(probing);
        assertThat(whole).isGreaterThan(delay);
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(whole);
    }

    @Test
    @DisplayName("E13 nothing is to be executed in the container, whose image has no shell and no programs")
    void nothingNeedsAShell() throws IOException {
        assertThat(object("Deployment").findValues("exec")).isEmpty();
    }

    private static int seconds(JsonNode container, String name) {
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals(name)) {
                return Integer.parseInt(variable.path("value").asText().replace("s", ""));
            }
        }
        throw new AssertionError(name + " is not set");
    }

    @Test
    @DisplayName("A10 the Service sends the clients of one address to one instance")
    void theServiceHasClientIpAffinity() throws IOException {
        assertThat(object("Service").at("/spec/sessionAffinity").asText()).isEqualTo("ClientIP");
    }

    @Test
    @DisplayName("N4 the load test's leader waits for as many workers as are started, under one name")
    void theLoadTestsLeaderAndWorkersAgree() throws IOException {
        List<JsonNode> jobs = objects().stream()
                .filter(object -> object.path("kind").asText().equals("Job"))
                .toList();
        assertThat(jobs).hasSize(2);
        JsonNode leader = jobs.get(0).at("/spec/template/spec/containers/0");
        JsonNode worker = jobs.get(1).at("/spec/template/spec/containers/0");
        int workers = jobs.get(1).at("/spec/completions").asInt();
        assertThat(jobs.get(1).at("/spec/completionMode").asText()).isEqualTo("Indexed");
        assertThat(jobs.get(1).at("/spec/parallelism").asInt())
                .as("all at once")
                .isEqualTo(workers);
        assertThat(leader.path("args").toString())
                .contains("--workers=" + workers + "\"", "--coordinate=$(REDIS_URL)#$(RUN)");
        assertThat(worker.path("args").toString()).contains("--join=$(REDIS_URL)#$(RUN)");
        assertThat(leader.path("env")).isEqualTo(worker.path("env"));
    }

    private static void validate(JsonNode object) throws IOException {
        JsonElement json = JsonParser.parseString(object.toString());
        String kind = object.path("kind").asText();
        switch (kind) {
            case "Deployment" -> V1Deployment.validateJsonElement(json);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(json);
            case "Service" -> V1Service.validateJsonElement(json);
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
            case "Job" -> V1Job.validateJsonElement(json);
            default -> throw new AssertionError("this test does not know the kind " + kind);
        }
    }

    private static JsonNode object(String kind) throws IOException {
        return objects().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                YAML.readerFor(JsonNode.class)
                        .<JsonNode>readValues(file.toFile())
                        .forEachRemaining(objects::add);
            }
        }
        return objects;
    }
}

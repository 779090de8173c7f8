package dev.wsctl.cli.command;

import static dev.wsctl.cli.command.Json.json;
import static dev.wsctl.cli.command.ThreeInstances.CLUSTER;
import static dev.wsctl.cli.command.ThreeInstances.wsctl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Nobody;
import dev.wsctl.cli.Run;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisplayName("On three instances as processes, with a real Redis,")
class VerifyOnThreeInstancesIT {
    /** Long enough for servers that have just started on a busy machine; nobody waits for it where all arrives. */
    private static final String BUSY = "30s";

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 verify finds that every message reaches every instance once, in order, in its room only")
    void verifyFindsThatEveryMessageArrives() {
        Run verify = wsctl("verify", "--redis", CLUSTER.redis().url(), "--deadline", BUSY, "-o", "json");

        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        JsonNode json = json(verify);
        assertThat(json.path("schema").asText()).isEqualTo("wsctl/verify/v1");
        assertThat(json.path("status").asText()).isEqualTo("OK");
        assertThat(json.path("findings")).isEmpty();
        assertThat(json.path("pairs")).hasSize(9).allSatisfy(pair -> {
            assertThat(pair.path("sent").asLong()).isPositive();
            assertThat(pair.path("delivered").asLong())
                    .isEqualTo(pair.path("sent").asLong());
            for (String fault : List.of("lost", "duplicated", "reordered", "misrouted")) {
                assertThat(pair.path(fault).asLong()).as(fault).isZero();
            }
            assertThat(pair.path("p99_us").asDouble()).isPositive();
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 verify shows people a table of all pairs that fits 80 columns")
    void verifyShowsATableOfAllPairs() {
        Run verify = wsctl("verify", "--deadline", BUSY);

        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).startsWith("OK  ");
        assertThat(verify.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(verify.out().lines().filter(line -> line.startsWith("  :"))).hasSize(9);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 a single target is checked for its local deliveries")
    void aSingleTargetIsCheckedLocally() {
        Run verify = Run.wsctl("verify", CLUSTER.targets().get(0), "-o", "json", "--rounds", "5", "--deadline", BUSY);

        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        assertThat(json(verify).path("pairs")).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 a target that cannot be joined is told with its reason, and never healthy")
    void aTargetThatCannotBeJoinedIsNeverHealthy() throws IOException {
        try (Nobody nobody = new Nobody()) {
            Run verify = Run.wsctl(
                    "verify",
                    CLUSTER.targets().get(0),
                    "ws://" + nobody.address() + "/ws",
                    "-o",
                    "json",
                    "--rounds",
                    "5",
                    "--deadline",
                    BUSY);

            assertThat(verify.code()).as(verify.out() + verify.err()).isEqualTo(2);
            JsonNode finding = json(verify).path("findings").get(0);
            assertThat(finding.path("title").asText()).isEqualTo(nobody.address() + " cannot be joined");
            assertThat(finding.path("evidence").asText()).containsIgnoringCase("refused");
            assertThat(json(verify).path("pairs").findValuesAsText("lost")).containsOnly("0");
        }
    }
}

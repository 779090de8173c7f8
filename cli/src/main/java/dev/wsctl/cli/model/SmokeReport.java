package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A round of {@code smoke}: one test after the other.
 *
 * @param target the Redis, without secrets
 * @param waited until all was ready, or until patience ended
 */
public record SmokeReport(String target, Instant time, Duration elapsed, Duration waited, List<Test> tests) {
    public SmokeReport {
        tests = List.copyOf(tests);
    }

    /**
     * One test.
     *
     * @param skipped left out on request, or because it had nothing to test; says nothing either way
     * @param detail what was seen, or why it failed or was skipped; one line
     * @param evidence the values behind it, one line each; empty for one that passed
     * @param remedy what to try, one line each
     */
    public record Test(
            String name,
            Status status,
            boolean skipped,
            Duration elapsed,
            String detail,
            List<String> evidence,
            List<String> remedy) {
        public Test {
            evidence = List.copyOf(evidence);
            remedy = List.copyOf(remedy);
        }

        /** The same, of one of several independent servers. */
        public Test on(String server) {
            return new Test(name + " on " + server, status, skipped, elapsed, detail, evidence, remedy);
        }

        public static Test skipped(String name, String reason) {
            return new Test(name, Status.OK, true, Duration.ZERO, reason, List.of(), List.of());
        }
    }

    /** The worst of all tests; UNKNOWN when none was made. */
    public Status status() {
        Status status = tests.stream().allMatch(Test::skipped) ? Status.UNKNOWN : Status.OK;
        for (Test test : tests) {
            status = status.worse(test.status());
        }
        return status;
    }
}

package dev.wsctl.cli.render;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Results as build servers know them: what JUnit, TAP and GitHub output are written from.
 *
 * @param name of the suite: {@code wsctl doctor}
 */
public record TestCases(String name, Instant time, Duration elapsed, List<Case> cases) {
    public TestCases {
        cases = List.copyOf(cases);
    }

    /** What became of one. */
    public enum Result {
        PASSED,
        FAILED,
        /** Not judged, and not held against anyone. */
        SKIPPED,
        /** Could not be judged though it had to be. */
        ERROR
    }

    /**
     * @param group class name in JUnit's terms: {@code doctor.Delivery}
     * @param name one line
     * @param message why it failed or was skipped, one line; empty when passed
     * @param details evidence, remedy; lines
     * @param severity how GitHub is to mark it: error, warning or notice
     */
    public record Case(
            String group, String name, Result result, String message, List<String> details, String severity) {
        public Case {
            details = List.copyOf(details);
        }

        public static Case passed(String group, String name) {
            return new Case(group, name, Result.PASSED, "", List.of(), "notice");
        }

        public static Case skipped(String group, String name, String reason) {
            return new Case(group, name, Result.SKIPPED, reason, List.of(), "notice");
        }
    }

    long count(Result result) {
        return cases.stream().filter(one -> one.result() == result).count();
    }
}

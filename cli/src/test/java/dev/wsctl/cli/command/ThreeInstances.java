package dev.wsctl.cli.command;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.demo.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three instances as processes and a real Redis, for all tests of a JVM that leave them as they were: starting them takes
 * longer than most tests. They end with the JVM.
 */
final class ThreeInstances {
    static final Cluster CLUSTER = Links.three(Duration.ofSeconds(20));

    private ThreeInstances() {}

    /** A command on all three. */
    static Run wsctl(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(CLUSTER.targets());
        arguments.addAll(List.of(options));
        return Run.wsctl(arguments.toArray(String[]::new));
    }
}

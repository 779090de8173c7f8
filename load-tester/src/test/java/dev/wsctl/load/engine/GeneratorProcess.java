package dev.wsctl.load.engine;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.report.LoadReport;
import java.net.URI;
import java.time.Duration;

/** A generator in a process of its own, to be mistreated: says when it measures, then the verdict, then the reasons. */
final class GeneratorProcess {

    private GeneratorProcess() {}

    public static void main(String[] args) {
        boolean[] said = {false};
        LoadReport report = new LoadTest()
                .run(
                        Runs.plan(URI.create(args[0]))
                                .warmUp(Duration.ofMillis(300))
                                .duration(Duration.ofSeconds(2))
                                .build(),
                        progress -> {
                            if (progress.phase() == LoadListener.Phase.MEASURING && !said[0]) {
                                said[0] = true;
                                System.out.println("measuring");
                            }
                        });
        System.out.println(report.verdict());
        System.out.println(report.reasons());
    }
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.model.Severity;
import picocli.CommandLine.Option;

/** What counts as a finding, and from which severity on the exit code tells. */
public final class DoctorOptions extends FindingOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The exit code tells of findings from here on: info, warning or critical. Default: warning.")
    private Severity failOn = Severity.WARNING;

    public Severity failOn() {
        return failOn;
    }
}

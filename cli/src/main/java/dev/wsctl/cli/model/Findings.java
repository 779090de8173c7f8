package dev.wsctl.cli.model;

import java.util.List;

/** What a list of findings comes to. */
public final class Findings {
    private Findings() {}

    /** OK when there is none. */
    public static Status worst(List<Finding> findings) {
        Status worst = Status.OK;
        for (Finding finding : findings) {
            worst = worst.worse(finding.severity());
        }
        return worst;
    }
}

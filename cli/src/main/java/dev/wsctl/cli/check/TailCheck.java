package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.TailSummary;
import java.util.ArrayList;
import java.util.List;

/** Is what was shown all that was published? */
public final class TailCheck {
    private TailCheck() {}

    public static TailSummary judge(TailSummary summary) {
        List<Finding> findings = new ArrayList<>();
        if (!summary.stopped().isEmpty()) {
            findings.add(
                    new Finding(
                            Status.WARNING,
                            "stopped listening: " + summary.stopped(),
                            "--max-backlog",
                            "a narrower pattern, or closer to Redis: it ends subscribers that are too slow, and so pays for them"));
        }
        for (String gap : summary.gaps()) {
            findings.add(new Finding(Status.WARNING, gap, "", "messages of that time are missing; wsctl health"));
        }
        if (summary.overflow() > 0) {
            findings.add(new Finding(
                    Status.WARNING,
                    summary.overflow() + " messages were counted and not looked at: the output was read too slowly",
                    "",
                    "a narrower pattern, or --count"));
        }
        return summary.with(findings);
    }
}

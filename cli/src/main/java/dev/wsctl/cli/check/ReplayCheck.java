package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.ReplayReport;
import dev.wsctl.cli.model.ReplayReport.Trimmed;
import dev.wsctl.cli.model.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Is what the stream says all that was said? */
public final class ReplayCheck {
    private ReplayCheck() {}

    public static ReplayReport judge(ReplayReport report) {
        List<Finding> findings = new ArrayList<>();
        if (!report.exists()) {
            findings.add(new Finding(
                    Status.UNKNOWN,
                    "there is no stream " + report.key() + ": nothing was recorded, or all of it has expired",
                    "",
                    "instances record with REDIS_STREAM_ENABLED=true; another --prefix, another room? With "
                            + "REDIS_SHARD_URLS, --redis names the room's own server"));
            return report.with(findings);
        }
        Instant begins = report.begins();
        if (report.trimmed() != Trimmed.NO && begins != null) {
            boolean sure = report.trimmed() == Trimmed.YES;
            findings.add(new Finding(
                    sure ? Status.WARNING : Status.UNKNOWN,
                    "the stream begins at " + begins.truncatedTo(ChronoUnit.MILLIS) + ", after what was asked for: "
                            + (sure ? "it was trimmed, earlier messages are gone" : "earlier messages may be gone"),
                    "asked " + report.asked(),
                    "REDIS_STREAM_MAX_LENGTH and REDIS_STREAM_MAX_AGE of the instances keep more"));
        }
        long sealed = report.sealed();
        if (sealed > 0) {
            findings.add(new Finding(
                    Status.UNKNOWN,
                    sealed + " of " + report.entries().size() + " entries are encrypted, by a key that was not given",
                    "",
                    "REDIS_ENCRYPTION_KEYS in the environment as the instances have it, or --keys-file FILE"));
        }
        long gaps = report.entries().stream()
                .filter(entry -> !entry.unrecordedOn().isEmpty())
                .count();
        if (gaps > 0) {
            findings.add(new Finding(
                    Status.WARNING,
                    "messages are missing in " + gaps + (gaps == 1 ? " place" : " places")
                            + ": they were said on an instance while it could not reach Redis",
                    "",
                    "only members of that instance have seen them"));
        }
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return report.with(findings);
    }
}

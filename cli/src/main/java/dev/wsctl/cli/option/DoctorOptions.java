package dev.wsctl.cli.option;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Suppression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What counts as a finding, and what of it counts. */
public final class DoctorOptions {
    @Option(
            names = "--set",
            paramLabel = "CODE.NAME=VALUE",
            description = "Another threshold, like SLO01.warning=60%%; wsctl explain CODE names them. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--suppress",
            paramLabel = "CODE[=REASON]",
            description = "Known and accepted: this finding does not count. Repeatable.")
    private List<String> suppressed = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The exit code tells of findings from here on: info, warning or critical. Default: warning.")
    private Severity failOn = Severity.WARNING;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "How many instances there should be; the same as --set TOP03.expected=N.")
    private @Nullable Integer expect;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description = "How far Redis is, for what its latency may be: ${COMPLETION-CANDIDATES}. Default: same.")
    private Site site = Site.SAME;

    /** Where Redis is, seen from here. */
    enum Site {
        SAME,
        REMOTE
    }

    public Severity failOn() {
        return failOn;
    }

    /** @throws WsctlException for what is no threshold */
    public Limits limits() {
        Limits limits = site == Site.REMOTE ? Limits.REMOTE : Limits.DEFAULT;
        if (expect != null) {
            if (expect < 1) {
                throw WsctlException.usage("--expect " + expect + " instances make no sense", "--expect 3");
            }
            limits = limits.with("TOP03.expected=" + expect);
        }
        for (String setting : settings) {
            try {
                limits = limits.with(setting);
            } catch (IllegalArgumentException e) {
                throw WsctlException.usage("--set: " + e.getMessage(), "wsctl explain CODE shows what can be set");
            }
        }
        return limits;
    }

    /** @throws WsctlException for a code that does not exist: a typing error must not hide a finding, nor seem to */
    public List<Suppression> suppressions() {
        List<Suppression> all = new ArrayList<>();
        for (String one : suppressed) {
            int equals = one.indexOf('=');
            String code = equals < 0 ? one : one.substring(0, equals);
            String reason = equals < 0 ? "--suppress" : one.substring(equals + 1);
            try {
                all.add(new Suppression(Catalogue.rule(code).code(), "*", reason, null));
            } catch (IllegalArgumentException e) {
                throw WsctlException.usage("--suppress: " + e.getMessage(), "wsctl explain lists all findings");
            }
        }
        return all;
    }
}

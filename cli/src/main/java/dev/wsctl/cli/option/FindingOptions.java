package dev.wsctl.cli.option;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What counts as a finding. */
public class FindingOptions {
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
            names = "--expect",
            paramLabel = "N",
            description =
                    "How many instances there should be; the same as --set TOP03.expected=N. Default: the context's.")
    private @Nullable Integer expect;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description = "How far Redis is, for what its latency may be: same or remote. Default: same.")
    private Site site = Site.SAME;

    /** Where Redis is, seen from here. */
    enum Site {
        SAME,
        REMOTE
    }

    /** How many instances there should be; null when nobody has said. */
    public @Nullable Integer expectedInstances(ContextSettings context) {
        return expect != null ? expect : context.expectedInstances();
    }

    /**
     * The context's, and over them those that were given.
     *
     * @throws WsctlException for what is no threshold
     */
    public Limits limits(ContextSettings context) {
        Limits limits = ofContext(site == Site.REMOTE ? Limits.REMOTE : Limits.DEFAULT, context);
        Integer expected = expectedInstances(context);
        if (expected != null) {
            if (expected < 1) {
                throw WsctlException.usage("--expect " + expected + " instances make no sense", "--expect 3");
            }
            limits = limits.with("TOP03.expected=" + expected);
        }
        for (String setting : settings) {
            limits = with(limits, setting, "--set");
        }
        return limits;
    }

    /** Those and the context's. */
    static Limits ofContext(Limits limits, ContextSettings context) {
        Limits all = limits;
        for (Map.Entry<String, String> threshold : context.thresholds().entrySet()) {
            if (!threshold.getKey().startsWith("latency.")) { // those are other commands'
                all = withContexts(all, threshold, context);
            }
        }
        return all;
    }

    private static Limits withContexts(Limits limits, Map.Entry<String, String> threshold, ContextSettings context) {
        try {
            return limits.with(threshold.getKey() + "=" + threshold.getValue());
        } catch (IllegalArgumentException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    context.describe("thresholds." + threshold.getKey()) + ": " + e.getMessage(),
                    "wsctl explain CODE shows what can be set");
        }
    }

    private static Limits with(Limits limits, String setting, String where) {
        try {
            return limits.with(setting);
        } catch (IllegalArgumentException e) {
            throw WsctlException.usage(where + ": " + e.getMessage(), "wsctl explain CODE shows what can be set");
        }
    }

    /** @throws WsctlException for a code that does not exist: a typing error must not hide a finding, nor seem to */
    public List<Suppression> suppressions(ContextSettings context) {
        List<Suppression> all = ofContext(context);
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

    /** The context's, with the codes as findings carry them. */
    static List<Suppression> ofContext(ContextSettings context) {
        List<Suppression> all = new ArrayList<>();
        for (Suppression one : context.suppressions()) {
            try {
                all.add(one.of(Catalogue.rule(one.code()).code()));
            } catch (IllegalArgumentException e) {
                throw new WsctlException(
                        ExitCode.CONFIG,
                        context.describe("suppressions") + ": " + e.getMessage(),
                        "wsctl explain lists all findings");
            }
        }
        return all;
    }
}

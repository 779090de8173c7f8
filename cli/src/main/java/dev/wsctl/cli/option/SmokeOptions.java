package dev.wsctl.cli.option;

import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Check;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a deployment has to fulfil. */
public final class SmokeOptions {
    /** What shows at once, hits users, and is not the business of somebody else's Redis. */
    private static final List<String> USUAL =
            List.of("RED01", "DEL21", "DEL22", "DEL24", "SLO01", "CON01", "CON02", "MEM04");

    @Option(
            names = {"--expect-instances", "--expect"},
            paramLabel = "N",
            description = "How many instances have to be registered. Default: the context's, else any number.")
    private @Nullable Integer expect;

    @Option(
            names = "--check",
            split = ",",
            paramLabel = "CODE",
            description =
                    "Checks of doctor to make, all or none; wsctl explain lists them. Default: RED01, DEL21, DEL22,"
                            + " DEL24, SLO01, CON01, CON02, MEM04.")
    private List<String> codes = USUAL;

    @Option(
            names = "--read-only",
            description = "Write nothing and send nothing: leaves out SET, sessions and delivery.")
    private boolean readOnly;

    @Option(
            names = "--warn-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "WARNING when PING's p99 is above. Default: the context's latency.warn, else 5ms.")
    private @Nullable Duration warnLatency;

    @Option(
            names = "--crit-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "CRITICAL when PING's p99 is above. Default: the context's latency.crit, else 50ms.")
    private @Nullable Duration critLatency;

    public boolean readOnly() {
        return readOnly;
    }

    public @Nullable Integer expected(ContextSettings context) {
        Integer expected = expect != null ? expect : context.expectedInstances();
        if (expected != null && expected < 1) {
            throw WsctlException.usage("--expect-instances " + expected + " makes no sense", "--expect-instances 3");
        }
        return expected;
    }

    /** @throws WsctlException for a code that does not exist */
    public List<Check> checks() {
        if (codes.equals(List.of("none"))) {
            return List.of();
        }
        if (codes.equals(List.of("all"))) {
            return Catalogue.CHECKS;
        }
        Set<String> wanted = codes.stream().map(SmokeOptions::code).collect(Collectors.toSet());
        return Catalogue.CHECKS.stream()
                .filter(check -> wanted.contains(check.rule().code()))
                .toList();
    }

    private static String code(String typed) {
        try {
            return Catalogue.rule(typed).code();
        } catch (IllegalArgumentException e) {
            throw WsctlException.usage("--check: " + e.getMessage(), "wsctl explain lists all findings");
        }
    }

    /** The context's, and the number of instances. */
    public Limits limits(ContextSettings context, @Nullable Integer expected) {
        Limits limits = FindingOptions.ofContext(Limits.DEFAULT, context);
        return expected == null ? limits : limits.with("TOP03.expected=" + expected);
    }

    public List<Suppression> suppressions(ContextSettings context) {
        return FindingOptions.ofContext(context);
    }

    public HealthLimits latency(ContextSettings context) {
        Duration warn = first(warnLatency, context, "latency.warn", HealthLimits.DEFAULT.warnLatency());
        Duration crit = first(critLatency, context, "latency.crit", HealthLimits.DEFAULT.critLatency());
        if (warn.compareTo(crit) > 0) {
            throw WsctlException.usage(
                    "--warn-latency is above --crit-latency", "--warn-latency 5ms --crit-latency 50ms");
        }
        return HealthLimits.DEFAULT.withLatency(warn, crit);
    }

    private static Duration first(@Nullable Duration option, ContextSettings context, String name, Duration usual) {
        Duration set = option != null ? option : ContextThreshold.duration(context, name);
        return set != null ? set : usual;
    }
}

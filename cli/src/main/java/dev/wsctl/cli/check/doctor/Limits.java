package dev.wsctl.cli.check.doctor;

import java.util.HashMap;
import java.util.Map;

/** The thresholds in force: the defaults, and what was set otherwise. */
public final class Limits {
    public static final Limits DEFAULT = new Limits(Map.of());

    /** For a Redis in another region: C11's 50 ms, and four times that by engineering judgement. */
    public static final Limits REMOTE =
            DEFAULT.with(SlowPing.RULE, SlowPing.WARNING, 0.05).with(SlowPing.RULE, SlowPing.CRITICAL, 0.2);

    private final Map<String, Double> set;

    private Limits(Map<String, Double> set) {
        this.set = Map.copyOf(set);
    }

    /** In the base unit of the setting. */
    public double of(Rule rule, Setting setting) {
        return set.getOrDefault(rule.code() + "." + setting.name(), setting.value());
    }

    /** With one more value, in the base unit. */
    public Limits with(Rule rule, Setting setting, double value) {
        Map<String, Double> more = new HashMap<>(set);
        more.put(rule.code() + "." + setting.name(), value);
        return new Limits(more);
    }

    /**
     * With what was typed: {@code SLO01.warning=60%}.
     *
     * @throws IllegalArgumentException whose message says what is wrong with it and what would be right
     */
    public Limits with(String assignment) {
        int equals = assignment.indexOf('=');
        int dot = assignment.indexOf('.');
        if (dot < 0 || equals < dot) {
            throw new IllegalArgumentException("'" + assignment + "' is not CODE.name=value, like SLO01.warning=60%");
        }
        Rule rule = Catalogue.rule(assignment.substring(0, dot));
        String name = assignment.substring(dot + 1, equals);
        for (Setting setting : rule.settings()) {
            if (setting.name().equals(name)) {
                try {
                    return with(
                            rule,
                            setting,
                            setting.unit()
                                    .parse(assignment.substring(equals + 1).strip()));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            rule.code() + "." + name + " takes a value like "
                                    + setting.unit().example() + ", not '" + assignment.substring(equals + 1) + "'",
                            e);
                }
            }
        }
        String names =
                String.join(", ", rule.settings().stream().map(Setting::name).toList());
        throw new IllegalArgumentException(
                rule.code() + (names.isEmpty() ? " has no settings" : " has no setting '" + name + "', only " + names));
    }
}

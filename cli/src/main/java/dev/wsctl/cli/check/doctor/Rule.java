package dev.wsctl.cli.check.doctor;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a finding means, whoever meets it.
 *
 * @param code group and number; never reused, never renumbered
 * @param title the finding in a few words
 * @param why it matters, in the words of someone whose users suffer from it
 * @param threshold when it is one; {@code {name}} stands for a setting's value
 * @param source where that comes from: Redis' documentation, a requirement, or engineering judgement
 * @param remedy steps; {@code {redis-cli}} stands for the call with the right address, other braces for a finding's own
 *     values
 * @param affects what may suffer
 */
public record Rule(
        String code,
        String title,
        String why,
        String threshold,
        String source,
        List<String> remedy,
        String affects,
        List<Setting> settings) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    public Rule {
        remedy = List.copyOf(remedy);
        settings = List.copyOf(settings);
    }

    public static Rule of(String code, String title) {
        return new Rule(code, title, "", "", "", List.of(), "", List.of());
    }

    public Rule why(String text) {
        return new Rule(code, title, text, threshold, source, remedy, affects, settings);
    }

    public Rule threshold(String text, String from) {
        return new Rule(code, title, why, text, from, remedy, affects, settings);
    }

    public Rule remedy(String... steps) {
        return new Rule(code, title, why, threshold, source, List.of(steps), affects, settings);
    }

    public Rule affects(String text) {
        return new Rule(code, title, why, threshold, source, remedy, text, settings);
    }

    public Rule settings(Setting... all) {
        return new Rule(code, title, why, threshold, source, remedy, affects, List.of(all));
    }

    public Group group() {
        return Group.valueOf(code.substring(0, 3));
    }

    /** The remedy of no particular occurrence: capitals where one would fill in its own values. */
    public List<String> remedySteps() {
        return remedy.stream()
                .map(step -> step.replace("{redis-cli}", "redis-cli -h HOST -p PORT"))
                .map(step -> PLACEHOLDER
                        .matcher(step)
                        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** The threshold with the values in force, and where it comes from. */
    public String threshold(Limits limits) {
        String text = threshold;
        for (Setting setting : settings) {
            text = text.replace("{" + setting.name() + "}", setting.unit().show(limits.of(this, setting)));
        }
        return source.isEmpty() ? text : text + " (" + source + ")";
    }
}

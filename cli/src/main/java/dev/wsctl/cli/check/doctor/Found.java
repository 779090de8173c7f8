package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found; the rule adds the rest.
 *
 * @param title what is the matter, with the value that shows it
 * @param evidence the raw values
 * @param values for the placeholders of the rule's remedy
 * @param remedy instead of the rule's; empty for that
 */
public record Found(
        Severity severity,
        String subject,
        String title,
        String evidence,
        Map<String, String> values,
        List<String> remedy) {
    public Found {
        values = Map.copyOf(values);
        remedy = List.copyOf(remedy);
    }

    public static Found info(String subject, String title, String evidence) {
        return new Found(Severity.INFO, subject, title, evidence, Map.of(), List.of());
    }

    public static Found warning(String subject, String title, String evidence) {
        return new Found(Severity.WARNING, subject, title, evidence, Map.of(), List.of());
    }

    public static Found critical(String subject, String title, String evidence) {
        return new Found(Severity.CRITICAL, subject, title, evidence, Map.of(), List.of());
    }

    public Found with(String placeholder, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(placeholder, value);
        return new Found(severity, subject, title, evidence, more, remedy);
    }

    /** With a remedy of its own. */
    public Found remedy(List<String> steps) {
        return new Found(severity, subject, title, evidence, values, steps);
    }
}

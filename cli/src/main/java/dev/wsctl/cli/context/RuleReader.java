package dev.wsctl.cli.context;

import dev.wsctl.cli.model.ContextSettings.Origin;
import dev.wsctl.cli.model.Suppression;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads by what a context is judged: thresholds, and findings that are well there. */
final class RuleReader {
    private static final List<String> SUPPRESSION_FIELDS = List.of("code", "subject", "reason", "until");

    private final YamlReader yaml;
    private final Map<String, Origin> origins;

    /** @param origins takes the places of what was read */
    RuleReader(YamlReader yaml, Map<String, Origin> origins) {
        this.yaml = yaml;
        this.origins = origins;
    }

    Map<String, String> thresholds(Node node) {
        Map<String, String> thresholds = new LinkedHashMap<>();
        yaml.fields(node, "thresholds").forEach((name, field) -> {
            if (field.value() instanceof ScalarNode) {
                threshold(thresholds, name, field);
            } else {
                yaml.fields(field.value(), "thresholds." + name)
                        .forEach((part, below) -> threshold(thresholds, name + "." + part, below));
            }
        });
        return thresholds;
    }

    private void threshold(Map<String, String> thresholds, String name, YamlReader.Field field) {
        String value = yaml.text(field.value(), "threshold " + name);
        if (!name.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")) {
            yaml.mistake(field.key(), "threshold '" + name + "' is not of the form CODE.name", "latency.warn: 5ms");
        } else if (value != null) {
            thresholds.put(name, value);
            origins.put("thresholds." + name, yaml.place(field.value()));
        }
    }

    List<Suppression> suppressions(Node node) {
        List<Suppression> suppressions = new ArrayList<>();
        for (Node element : yaml.list(node, "suppressions")) {
            Map<String, YamlReader.Field> fields = yaml.fields(element, "a suppression", SUPPRESSION_FIELDS);
            YamlReader.Field at = fields.get("code");
            String code = yaml.text(fields, "code");
            String subject = yaml.text(fields, "subject");
            String reason = yaml.text(fields, "reason");
            if (at == null) {
                yaml.mistake(element, "a suppression without a code", "code: DEL03");
            } else if (!fields.containsKey("reason")) {
                yaml.mistake(element, "a suppression without a reason", "reason: why this is well here");
            } else if (code != null && reason != null) {
                origins.put("suppressions." + suppressions.size(), yaml.place(at.value()));
                suppressions.add(
                        new Suppression(code, subject == null ? "*" : subject, reason, day(fields.get("until"))));
            }
        }
        return suppressions;
    }

    private @Nullable LocalDate day(YamlReader.@Nullable Field until) {
        String text = until == null ? null : yaml.text(until.value(), "until");
        if (until == null || text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            yaml.mistake(until.value(), "until must be a day, not '" + text + "'", "until: 2027-03-31");
            return null;
        }
    }
}

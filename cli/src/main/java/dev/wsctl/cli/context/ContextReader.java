package dev.wsctl.cli.context;

import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextSettings.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the contexts of one file. */
final class ContextReader {
    private static final List<String> FIELDS = List.of(
            "redis",
            "instances",
            "expect-instances",
            "prefix",
            "dialect",
            "dialects",
            "metrics-key",
            "thresholds",
            "suppressions",
            "complete-from-redis");
    private static final List<String> REDIS_FIELDS = List.of("url", "user", "password", "tls-ca");

    private final YamlReader yaml;
    private final Path file;
    private final boolean describesDialects;
    private final AddressReader addresses;
    private final ReferenceReader references;

    /** @param describesDialects the file itself has a section of dialects */
    ContextReader(YamlReader yaml, Path file, ContextFile.Kind kind, boolean describesDialects) {
        this.yaml = yaml;
        this.file = file;
        this.addresses = new AddressReader(yaml);
        this.references = new ReferenceReader(yaml, file, kind);
        this.describesDialects = describesDialects;
    }

    ContextSettings read(String name, YamlReader.Field context) {
        if (!ContextNames.valid(name)) {
            yaml.mistake(context.key(), "'" + name + "' is no name for a context", ContextNames.RULE);
        }
        String what = "context " + name;
        Map<String, YamlReader.Field> fields = yaml.fields(context.value(), what, FIELDS);
        Map<String, Origin> origins = new LinkedHashMap<>();
        fields.forEach((field, at) -> origins.put(field, yaml.place(at.value())));
        Map<String, Node> values = new LinkedHashMap<>();
        fields.forEach((field, at) -> values.put(field, at.value()));
        List<Path> dialectFiles = new ArrayList<>();
        Path named = values.containsKey("dialects") ? references.path(values.get("dialects"), "dialects") : null;
        if (named != null) {
            dialectFiles.add(named);
        }
        if (describesDialects) {
            dialectFiles.add(file);
        }
        RuleReader rules = new RuleReader(yaml, origins);
        return new ContextSettings(
                name,
                false,
                values.containsKey("redis") ? redis(values.get("redis"), origins) : null,
                values.containsKey("instances") ? addresses.instances(values.get("instances")) : List.of(),
                values.containsKey("expect-instances")
                        ? yaml.count(values.get("expect-instances"), "expect-instances")
                        : null,
                yaml.text(fields, "prefix"),
                yaml.text(fields, "dialect"),
                dialectFiles,
                values.containsKey("metrics-key") ? references.secret(values.get("metrics-key"), "metrics-key") : null,
                values.containsKey("thresholds") ? rules.thresholds(values.get("thresholds")) : Map.of(),
                values.containsKey("suppressions") ? rules.suppressions(values.get("suppressions")) : List.of(),
                values.containsKey("complete-from-redis")
                        && yaml.flag(values.get("complete-from-redis"), "complete-from-redis"),
                origins);
    }

    private ContextSettings.@Nullable Redis redis(Node node, Map<String, Origin> origins) {
        if (node instanceof ScalarNode && !YamlReader.empty(node)) {
            // The short form: redis: redis://host
            origins.put("redis.url", yaml.place(node));
            String url = addresses.redis(node, "redis");
            return url == null ? null : new ContextSettings.Redis(url, null, null, null);
        }
        int before = yaml.mistakes().size();
        Map<String, YamlReader.Field> fields = yaml.fields(node, "redis", REDIS_FIELDS);
        fields.forEach((field, at) -> origins.put("redis." + field, yaml.place(at.value())));
        YamlReader.Field url = fields.get("url");
        YamlReader.Field password = fields.get("password");
        YamlReader.Field ca = fields.get("tls-ca");
        if (url == null) {
            if (yaml.mistakes().size() == before) { // else it is probably there, mistyped
                yaml.mistake(node, "redis has no url", "url: redis://localhost:6379/0");
            }
            return null;
        }
        String address = addresses.redis(url.value(), "url");
        return address == null
                ? null
                : new ContextSettings.Redis(
                        address,
                        yaml.text(fields, "user"),
                        password == null ? null : references.secret(password.value(), "password"),
                        ca == null ? null : references.path(ca.value(), "tls-ca"));
    }
}

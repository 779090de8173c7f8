package dev.wsctl.cli.context;

import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextSettings.Origin;
import dev.wsctl.cli.model.SecretReference;
import dev.wsctl.cli.model.Suppression;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
    private static final List<String> SUPPRESSION_FIELDS = List.of("code", "subject", "reason", "until");
    private static final List<String> REFERENCES = List.of("env", "file", "command");

    private final YamlReader yaml;
    private final Path file;
    private final ContextFile.Kind kind;
    private final boolean describesDialects;

    /** @param describesDialects the file itself has a section of dialects */
    ContextReader(YamlReader yaml, Path file, ContextFile.Kind kind, boolean describesDialects) {
        this.yaml = yaml;
        this.file = file;
        this.kind = kind;
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
        Path named = values.containsKey("dialects") ? path(values.get("dialects"), "dialects") : null;
        if (named != null) {
            dialectFiles.add(named);
        }
        if (describesDialects) {
            dialectFiles.add(file);
        }
        return new ContextSettings(
                name,
                false,
                values.containsKey("redis") ? redis(values.get("redis"), origins) : null,
                values.containsKey("instances") ? instances(values.get("instances")) : List.of(),
                values.containsKey("expect-instances")
                        ? yaml.count(values.get("expect-instances"), "expect-instances")
                        : null,
                text(values, "prefix"),
                text(values, "dialect"),
                dialectFiles,
                values.containsKey("metrics-key") ? secret(values.get("metrics-key"), "metrics-key") : null,
                values.containsKey("thresholds") ? thresholds(values.get("thresholds"), origins) : Map.of(),
                values.containsKey("suppressions") ? suppressions(values.get("suppressions"), origins) : List.of(),
                values.containsKey("complete-from-redis")
                        && yaml.flag(values.get("complete-from-redis"), "complete-from-redis"),
                origins);
    }

    private @Nullable String text(Map<String, Node> values, String field) {
        Node node = values.get(field);
        return node == null ? null : yaml.text(node, field);
    }

    private ContextSettings.@Nullable Redis redis(Node node, Map<String, Origin> origins) {
        if (node instanceof ScalarNode && !YamlReader.empty(node)) {
            // The short form: redis: redis://host
            origins.put("redis.url", yaml.place(node));
            String url = url(node, "redis");
            return url == null ? null : new ContextSettings.Redis(url, null, null, null);
        }
        int before = yaml.mistakes().size();
        Map<String, YamlReader.Field> fields = yaml.fields(node, "redis", REDIS_FIELDS);
        fields.forEach((field, at) -> origins.put("redis." + field, yaml.place(at.value())));
        YamlReader.Field url = fields.get("url");
        YamlReader.Field user = fields.get("user");
        YamlReader.Field password = fields.get("password");
        YamlReader.Field ca = fields.get("tls-ca");
        if (url == null) {
            if (yaml.mistakes().size() == before) { // else it is probably there, mistyped
                yaml.mistake(node, "redis has no url", "url: redis://localhost:6379/0");
            }
            return null;
        }
        String address = url(url.value(), "url");
        return address == null
                ? null
                : new ContextSettings.Redis(
                        address,
                        user == null ? null : yaml.text(user.value(), "user"),
                        password == null ? null : secret(password.value(), "password"),
                        ca == null ? null : path(ca.value(), "tls-ca"));
    }

    private @Nullable String url(Node node, String what) {
        String url = yaml.text(node, what);
        if (url == null) {
            return null;
        }
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            yaml.mistake(node, what + " is no URL: it has no scheme", "redis://localhost:6379/0");
            return null;
        }
        int at = url.lastIndexOf('@');
        // redis://word@host is a password, too: see RedisUrl.
        if (at > scheme) {
            yaml.mistake(
                    node,
                    what + " holds a user or password; secrets don't belong into this file",
                    "the URL without what stands before the @, then user: NAME and password: { env: VARIABLE } beside it");
            return null;
        }
        return url;
    }

    private List<URI> instances(Node node) {
        List<URI> instances = new ArrayList<>();
        for (Node element : yaml.list(node, "instances")) {
            String text = yaml.text(element, "an instance");
            URI instance = text == null ? null : instance(element, text);
            if (instance != null) {
                instances.add(instance);
            }
        }
        return instances;
    }

    private @Nullable URI instance(Node node, String text) {
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                yaml.mistake(node, "an instance's URL holds a password", "the URL without what stands before the @");
                return null;
            }
            if (List.of("ws", "wss").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, together with URLs of another kind.
        }
        yaml.mistake(node, "an instance is no WebSocket URL", "ws://10.0.0.7:8001/ws, or wss:// for TLS");
        return null;
    }

    private @Nullable SecretReference secret(Node node, String what) {
        String how = what + ": { env: VARIABLE }, { file: PATH } or { command: 'pass show redis' }";
        if (node instanceof ScalarNode) {
            yaml.mistake(node, "a literal " + what + "; secrets are only referred to", how);
            return null;
        }
        Map<String, YamlReader.Field> fields = yaml.fields(node, what, REFERENCES);
        if (fields.size() != 1) {
            yaml.mistake(node, what + " must name one place", how);
            return null;
        }
        String kindOfPlace = fields.keySet().iterator().next();
        Node place = fields.values().iterator().next().value();
        return switch (kindOfPlace) {
            case "env" -> variable(place);
            case "file" -> secretFile(place);
            default -> command(place, what);
        };
    }

    private @Nullable SecretReference variable(Node node) {
        String name = yaml.text(node, "env");
        if (name != null && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            // It may be the secret itself: not repeated.
            yaml.mistake(node, "env is not the name of an environment variable", "env: REDIS_PASSWORD");
            return null;
        }
        return name == null ? null : new SecretReference.Variable(name);
    }

    private @Nullable SecretReference secretFile(Node node) {
        Path path = path(node, "file");
        if (path == null) {
            return null;
        }
        if (kind == ContextFile.Kind.PROJECT && !path.startsWith(directory())) {
            yaml.mistake(
                    node,
                    "a project's file may only refer to secrets in files below its own directory",
                    "{ env: VARIABLE } here, or the file in your own configuration");
            return null;
        }
        return new SecretReference.InFile(path);
    }

    private @Nullable SecretReference command(Node node, String what) {
        String command = yaml.text(node, "command");
        if (command != null && kind == ContextFile.Kind.PROJECT) {
            yaml.mistake(
                    node,
                    "a project's file may not run commands: it may have come from anywhere",
                    what + ": { env: VARIABLE } here, or the command in your own configuration");
            return null;
        }
        return command == null ? null : new SecretReference.Command(command);
    }

    private Path directory() {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    /** Relative paths are seen from the file, not from wherever wsctl is called. */
    private @Nullable Path path(@Nullable Node node, String what) {
        String text = node == null ? null : yaml.text(node, what);
        if (node == null || text == null) {
            return null;
        }
        try {
            String home = System.getProperty("user.home", "");
            Path path = text.startsWith("~/")
                    ? Path.of(home, text.substring(2))
                    : directory().resolve(text);
            return path.normalize();
        } catch (InvalidPathException e) {
            yaml.mistake(node, what + " is no path", what + ": path/to/file");
            return null;
        }
    }

    private Map<String, String> thresholds(Node node, Map<String, Origin> origins) {
        Map<String, String> thresholds = new LinkedHashMap<>();
        yaml.fields(node, "thresholds").forEach((name, field) -> {
            if (field.value() instanceof ScalarNode) {
                threshold(thresholds, origins, name, field);
            } else {
                yaml.fields(field.value(), "thresholds." + name)
                        .forEach((part, below) -> threshold(thresholds, origins, name + "." + part, below));
            }
        });
        return thresholds;
    }

    private void threshold(
            Map<String, String> thresholds, Map<String, Origin> origins, String name, YamlReader.Field field) {
        String value = yaml.text(field.value(), "threshold " + name);
        if (!name.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")) {
            yaml.mistake(field.key(), "threshold '" + name + "' is not of the form CODE.name", "latency.warn: 5ms");
        } else if (value != null) {
            thresholds.put(name, value);
            origins.put("thresholds." + name, yaml.place(field.value()));
        }
    }

    private List<Suppression> suppressions(Node node, Map<String, Origin> origins) {
        List<Suppression> suppressions = new ArrayList<>();
        for (Node element : yaml.list(node, "suppressions")) {
            Map<String, YamlReader.Field> fields = yaml.fields(element, "a suppression", SUPPRESSION_FIELDS);
            Map<String, Node> values = new LinkedHashMap<>();
            fields.forEach((field, at) -> values.put(field, at.value()));
            String code = text(values, "code");
            String subject = text(values, "subject");
            String reason = text(values, "reason");
            if (!values.containsKey("code")) {
                yaml.mistake(element, "a suppression without a code", "code: DEL03");
            } else if (!values.containsKey("reason")) {
                yaml.mistake(element, "a suppression without a reason", "reason: why this is well here");
            } else if (code != null && reason != null) {
                origins.put("suppressions." + suppressions.size(), yaml.place(values.get("code")));
                suppressions.add(
                        new Suppression(code, subject == null ? "*" : subject, reason, day(values.get("until"))));
            }
        }
        return suppressions;
    }

    private @Nullable LocalDate day(@Nullable Node node) {
        String text = node == null ? null : yaml.text(node, "until");
        if (node == null || text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            yaml.mistake(node, "until must be a day, not '" + text + "'", "until: 2027-03-31");
            return null;
        }
    }
}

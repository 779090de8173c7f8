package dev.wsctl.cli.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a named target says about itself: defaults for the options of every command. Whatever it doesn't say is null or
 * empty.
 *
 * @param name empty when no context is active
 * @param byOption named by {@code --context}: its values then win over environment variables
 * @param instances WebSocket URLs, one an instance
 * @param dialectFiles YAML files that describe dialects under {@code dialects:}
 * @param thresholds by name, {@code CODE.name} or {@code latency.warn}, as text
 * @param completesFromRedis whether shells may ask Redis for names after a TAB
 * @param origins the place of each value that is set, by its name in the file, like {@code redis.url}
 */
public record ContextSettings(
        String name,
        boolean byOption,
        @Nullable Redis redis,
        List<URI> instances,
        @Nullable Integer expectedInstances,
        @Nullable String prefix,
        @Nullable String dialect,
        List<Path> dialectFiles,
        @Nullable SecretReference metricsKey,
        Map<String, String> thresholds,
        List<Suppression> suppressions,
        boolean completesFromRedis,
        Map<String, Origin> origins) {
    public static final ContextSettings NONE = new ContextSettings(
            "", false, null, List.of(), null, null, null, List.of(), null, Map.of(), List.of(), false, Map.of());

    /**
     * Which Redis and how to get in: one value, so that no password meets a server it isn't for.
     *
     * @param url without a password
     * @param caFile PEM file with the certificates to trust
     */
    public record Redis(
            String url,
            @Nullable String user,
            @Nullable SecretReference password,
            @Nullable Path caFile) {}

    /** A place in a file; line and column count from 1. */
    public record Origin(Path file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    public ContextSettings {
        instances = List.copyOf(instances);
        dialectFiles = List.copyOf(dialectFiles);
        suppressions = List.copyOf(suppressions);
    }

    public ContextSettings namedByOption() {
        return with(true, origins);
    }

    /** The values alone: two contexts that say the same are then equal. */
    public ContextSettings withoutOrigins() {
        return with(byOption, Map.of());
    }

    private ContextSettings with(boolean newByOption, Map<String, Origin> newOrigins) {
        return new ContextSettings(
                name,
                newByOption,
                redis,
                instances,
                expectedInstances,
                prefix,
                dialect,
                dialectFiles,
                metricsKey,
                thresholds,
                suppressions,
                completesFromRedis,
                newOrigins);
    }

    /** Whether any context is active. */
    public boolean active() {
        return !name.isEmpty();
    }

    public Optional<String> threshold(String threshold) {
        return Optional.ofNullable(thresholds.get(threshold));
    }

    /** For messages: which value of which context, and where it stands. */
    public String describe(String value) {
        Origin origin = origins.get(value);
        return value + " of context " + name + (origin == null ? "" : " (" + origin + ")");
    }

    /** These values, and of those missing here the other's. Thresholds are taken one by one. */
    public ContextSettings over(ContextSettings other) {
        Map<String, String> allThresholds = new LinkedHashMap<>(other.thresholds);
        allThresholds.putAll(thresholds);
        Map<String, Origin> allOrigins = new LinkedHashMap<>(other.origins);
        if (redis != null) {
            allOrigins.keySet().removeIf(value -> value.startsWith("redis."));
        }
        allOrigins.putAll(origins);
        return new ContextSettings(
                name,
                byOption,
                redis != null ? redis : other.redis,
                instances.isEmpty() ? other.instances : instances,
                expectedInstances != null ? expectedInstances : other.expectedInstances,
                prefix != null ? prefix : other.prefix,
                dialect != null ? dialect : other.dialect,
                dialectFiles.isEmpty() ? other.dialectFiles : dialectFiles,
                metricsKey != null ? metricsKey : other.metricsKey,
                allThresholds,
                suppressions.isEmpty() ? other.suppressions : suppressions,
                redis != null ? completesFromRedis : other.completesFromRedis,
                allOrigins);
    }
}

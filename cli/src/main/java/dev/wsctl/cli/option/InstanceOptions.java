package dev.wsctl.cli.option;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the instances of the application keep their keys. */
public final class InstanceOptions {
    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Channel prefix of the instances. Default: REDIS_CHANNEL_PREFIX, else chat.")
    private @Nullable String prefix;

    public String prefix(Map<String, String> environment) {
        if (prefix != null) {
            return prefix;
        }
        String value = environment.getOrDefault("REDIS_CHANNEL_PREFIX", "");
        return value.isEmpty() ? "chat" : value;
    }
}

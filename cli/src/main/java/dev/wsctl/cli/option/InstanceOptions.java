package dev.wsctl.cli.option;

import dev.wsctl.cli.model.ContextSettings;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the instances of the application keep their keys. */
public final class InstanceOptions implements ContextDefaults {
    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description =
                    "Channel prefix of the instances. Default: REDIS_CHANNEL_PREFIX, else the context's, else chat.")
    private @Nullable String prefix;

    private Supplier<ContextSettings> settings = () -> ContextSettings.NONE;

    @Override
    public void defaults(Supplier<ContextSettings> newSettings) {
        settings = newSettings;
    }

    public String prefix(Map<String, String> environment) {
        if (prefix != null) {
            return prefix;
        }
        ContextSettings context = settings.get();
        String variable = environment.getOrDefault("REDIS_CHANNEL_PREFIX", "");
        if (!variable.isEmpty() && !(context.byOption() && context.prefix() != null)) {
            return variable;
        }
        return context.prefix() == null ? "chat" : context.prefix();
    }
}

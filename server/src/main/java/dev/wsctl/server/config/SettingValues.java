package dev.wsctl.server.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up settings: flag, then environment, then default. */
final class SettingValues {

    private final Map<Setting<?>, String> flags;
    private final Map<String, String> environment;

    SettingValues(Map<Setting<?>, String> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
        for (Setting<?> setting : Settings.ALL) {
            getOrNull(setting);
        }
    }

    boolean isGiven(Setting<?> setting) {
        return flags.containsKey(setting) || fromEnvironment(setting) != null;
    }

    /** An empty variable counts as not set, as compose files and CI systems produce it. */
    private @Nullable String fromEnvironment(Setting<?> setting) {
        String text = environment.get(setting.variable());
        return text == null || text.isBlank() ? null : text;
    }

    <T> @Nullable T getOrNull(Setting<T> setting) {
        String flag = flags.get(setting);
        if (flag != null) {
            return setting.parse(flag, setting.flag());
        }
        String variable = fromEnvironment(setting);
        if (variable != null) {
            return setting.parse(variable, setting.variable());
        }
        return setting.defaultText() == null ? null : setting.parse(setting.defaultText(), setting.variable());
    }

    <T> T get(Setting<T> setting) {
        T value = getOrNull(setting);
        if (value == null) {
            throw new IllegalStateException(setting.variable() + " has no default");
        }
        return value;
    }

    /** The name under which the user set it, and its value: {@code --port=8001}. Only for settings without secrets. */
    String describe(Setting<?> setting) {
        String flag = flags.get(setting);
        String variable = fromEnvironment(setting);
        if (flag != null) {
            return setting.flag() + "=" + flag;
        }
        return setting.variable() + "=" + (variable != null ? variable : setting.defaultText());
    }
}

package dev.wsctl.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits a command line into settings: {@code --name value}, {@code --name=value}, a boolean flag also alone. */
final class Flags {

    private Flags() {}

    /** @throws ConfigException for what is no known flag, and for a flag without its value */
    static Map<Setting<?>, String> parse(List<String> arguments) {
        Map<Setting<?>, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Setting<?> setting = find(name);
            if (equals >= 0) {
                given.put(setting, argument.substring(equals + 1));
            } else if (setting.isSwitch() && !isBoolean(arguments, i + 1)) {
                given.put(setting, "true");
            } else if (i + 1 == arguments.size()) {
                throw new ConfigException(
                        name + " needs a value: " + setting.parser().allowed());
            } else {
                given.put(setting, arguments.get(++i));
            }
        }
        return given;
    }

    private static boolean isBoolean(List<String> arguments, int i) {
        return i < arguments.size() && arguments.get(i).matches("(?i)true|false");
    }

    private static Setting<?> find(String name) {
        return Settings.ALL.stream()
                .filter(setting -> setting.flag().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        // What stands here may be a URL with a password in the wrong place: only a flag is repeated.
                        name.startsWith("--")
                                ? "unknown flag " + name + " (--help lists them)"
                                : "unexpected argument (flags begin with --; --help lists them)"));
    }
}

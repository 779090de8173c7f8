package dev.wsctl.cli.option;

import dev.wsctl.cli.model.ContextSettings;
import java.util.function.Supplier;

/** Options that take what isn't given on the command line from the active context. */
public interface ContextDefaults {
    /** Called after parsing, before any value is asked for; the settings are loaded when first needed. */
    void defaults(Supplier<ContextSettings> settings);
}

package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** A threshold of the active context as the kind of value it has to be. */
public final class ContextThreshold {
    private ContextThreshold() {}

    /**
     * Null when the context doesn't set it.
     *
     * @throws WsctlException CONFIG, naming the place, when it is no duration
     */
    public static @Nullable Duration duration(ContextSettings context, String threshold) {
        String text = context.thresholds().get(threshold);
        try {
            return text == null ? null : Durations.parse(text);
        } catch (TypeConversionException e) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    context.describe("thresholds." + threshold) + ": " + e.getMessage(),
                    threshold + ": 5ms");
        }
    }
}

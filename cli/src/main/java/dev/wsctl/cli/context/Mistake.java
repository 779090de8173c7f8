package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings.Origin;

/**
 * Something in a file that cannot be meant.
 *
 * @param what in one line; never a value that may be a secret
 * @param hint what to write instead
 */
public record Mistake(Origin place, String what, String hint) {
    public WsctlException exception() {
        return new WsctlException(ExitCode.CONFIG, place + ": " + what, hint);
    }
}

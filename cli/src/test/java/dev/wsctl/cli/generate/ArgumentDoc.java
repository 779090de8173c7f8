package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;

/**
 * One positional argument of a command.
 *
 * @param many whether several may be given
 * @param description plain text
 */
record ArgumentDoc(String label, boolean required, boolean many, Values values, String description) {}

package dev.wsctl.cli.option;

import picocli.CommandLine.Option;

/** Long lists on a terminal. */
public final class PagerOptions {
    @Option(
            names = "--no-pager",
            description =
                    "Print all at once. Otherwise what is longer than the terminal is shown by $PAGER, else less.")
    private boolean never;

    public boolean wanted() {
        return !never;
    }
}

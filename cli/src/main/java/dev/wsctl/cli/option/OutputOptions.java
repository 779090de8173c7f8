package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.render.Views;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How the result is shown. */
public final class OutputOptions implements PlainOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "human, json, ndjson (one document a line) or what else the command offers. Default: human.")
    private Format format = Format.HUMAN;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the verdict; the exit code tells the rest.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Everything, also what is well.")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colour; NO_COLOR and TERM=dumb do the same.")
    private boolean noColor;

    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    @Override
    public boolean take(String name, Supplier<String> value) {
        switch (name) {
            case "-o", "--output" -> format = Format.valueOf(value.get().toUpperCase(Locale.ROOT));
            case "-q", "--quiet" -> quiet = true;
            case "-v", "--verbose" -> verbose = true;
            case "--no-color" -> noColor = true;
            case "--debug" -> debug = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    public Format format() {
        return format;
    }

    public boolean debug() {
        return debug;
    }

    public boolean human() {
        return format == Format.HUMAN;
    }

    /** Refuses a format the command doesn't have, before it does anything. */
    public void check(Views<?> views) {
        if (!views.formats().contains(format)) {
            StringBuilder offered = new StringBuilder();
            for (Format each : views.formats()) {
                offered.append(offered.length() == 0 ? "" : ", ").append(each.option());
            }
            throw WsctlException.usage("this command has no output format " + format.option(), "-o with " + offered);
        }
    }

    public Page page(Terminal terminal, Map<String, String> environment) {
        Page.Detail detail = quiet ? Page.Detail.QUIET : verbose ? Page.Detail.VERBOSE : Page.Detail.NORMAL;
        return new Page(terminal.out(), terminal.columns(), colour(terminal, environment), detail);
    }

    public boolean colour(Terminal terminal, Map<String, String> environment) {
        return terminal.interactive()
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}

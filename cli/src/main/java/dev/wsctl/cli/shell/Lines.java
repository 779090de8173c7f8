package dev.wsctl.cli.shell;

import dev.wsctl.cli.context.ActiveContext;
import dev.wsctl.cli.context.ContextNames;
import dev.wsctl.cli.context.EffectiveValues;
import dev.wsctl.cli.exit.ErrorReport;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.ContextValue;
import dev.wsctl.cli.render.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a line asks for, and doing it. */
public final class Lines {
    private static final String OWN_HELP = """

            In the shell:
              use NAME      take defaults from this context from now on; none for none
              help NAME     explain a command or a topic
              exit          leave, like quit and Ctrl-D
            """;

    private final ActiveContext active;
    private final Map<String, String> environment;
    private final Runner runner;
    private final Terminal terminal;

    /** @param environment what, beside the context, tells commands where to look */
    public Lines(ActiveContext active, Map<String, String> environment, Runner runner, Terminal terminal) {
        this.active = active;
        this.environment = environment;
        this.runner = runner;
        this.terminal = terminal;
    }

    /** What came of a line. */
    sealed interface Result {
        /** @param code of the command; of the shell itself where it could not run it */
        record Ran(int code) implements Result {}

        /** There was nothing to run. */
        record Nothing() implements Result {}

        /** It asked for the end. */
        record Leave() implements Result {}
    }

    /** One after the other; the exit code is that of the last that was not 0. */
    public int runAll(BufferedReader input) throws IOException, InterruptedException {
        int code = ExitCode.OK.code();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Result result = run(line, false);
            if (result instanceof Result.Leave) {
                return code;
            }
            if (result instanceof Result.Ran ran && ran.code() != ExitCode.OK.code()) {
                code = ran.code();
                if (code == ExitCode.OUTPUT_CLOSED.code()) {
                    return code; // nobody reads what the others would say
                }
            }
        }
        return code;
    }

    /** Never throws for what a line says: what is wrong with it is printed. */
    Result run(String line, boolean byHand) throws InterruptedException {
        try {
            List<String> words = Words.of(line);
            if (!words.isEmpty() && words.get(0).equals("wsctl")) {
                words = words.subList(1, words.size()); // the habit of typing it
            }
            return words.isEmpty() ? new Result.Nothing() : run(words, byHand);
        } catch (WsctlException e) {
            return new Result.Ran(ErrorReport.print(e, terminal.err(), false).code());
        } catch (IOException e) {
            WsctlException failure = new WsctlException(
                    ExitCode.INTERNAL, "cannot start a command: " + e.getMessage(), "exit, and start the shell again");
            return new Result.Ran(
                    ErrorReport.print(failure, terminal.err(), false).code());
        }
    }

    private Result run(List<String> words, boolean byHand) throws IOException, InterruptedException {
        switch (words.get(0)) {
            case "exit", "quit" -> {
                return new Result.Leave();
            }
            case "use" -> {
                use(words);
                return new Result.Ran(ExitCode.OK.code());
            }
            case "shell" -> throw WsctlException.usage("this is the shell already", "exit leaves it");
            default -> {
                terminal.flush();
                int code = runner.run(words, active.named(), byHand);
                after(words, code);
                return new Result.Ran(code);
            }
        }
    }

    private void after(List<String> words, int code) {
        if (code == ExitCode.OK.code()
                && words.size() == 3
                && words.subList(0, 2).equals(List.of("context", "use"))) {
            active.name(words.get(2)); // whoever types it means this session, too
        }
        if (words.equals(List.of("help")) || words.equals(List.of("--help"))) {
            terminal.out().print(OWN_HELP);
            terminal.flush();
        }
    }

    private void use(List<String> words) {
        if (words.size() != 2) {
            throw WsctlException.usage("use names one context", "use staging, or use none; context list shows them");
        }
        String name = words.get(1);
        if (!name.equals(ContextNames.NONE) && !active.contexts().names().contains(name)) {
            throw WsctlException.usage("there is no context '" + name + "'", "context list");
        }
        active.name(name);
        terminal.out().println(whereTo());
        terminal.flush();
    }

    /** The context's name, in brackets; empty without one, or where the file that says so is broken. */
    String contextShown() {
        active.forget(); // a command, or somebody with an editor, may have changed it
        try {
            String name = active.settings().name();
            return name.isEmpty() ? "" : "(" + name + ")";
        } catch (WsctlException e) {
            return "(?)";
        }
    }

    /** Which Redis commands ask without an option, and who says so. */
    String whereTo() {
        try {
            ContextSettings settings = active.settings();
            for (ContextValue value : EffectiveValues.of(settings, environment)) {
                if (value.name().equals("redis.url")) {
                    String by = value.origin().equals("default") ? ", the default" : ", from " + value.origin();
                    return "Redis: " + value.value() + by
                            + (value.origin().equals("REDIS_URL") && settings.redis() != null
                                    ? ", which wins; use " + settings.name() + " takes the context's"
                                    : "");
                }
            }
            return "";
        } catch (WsctlException e) {
            return e.what() + "\n  try: " + e.hint();
        }
    }
}

package dev.wsctl.cli.shell;

import dev.wsctl.cli.context.ActiveContext;
import dev.wsctl.cli.exit.ErrorReport;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.render.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a line asks for, and doing it. */
public final class Lines {
    /** What the shell itself does; everything else is a command of wsctl. */
    static final List<String> OWN = List.of("exit", "help", "use");

    private final ActiveContext active;
    private final Runner runner;
    private final Terminal terminal;

    public Lines(ActiveContext active, Runner runner, Terminal terminal) {
        this.active = active;
        this.runner = runner;
        this.terminal = terminal;
    }

    /** One after the other; the exit code is that of the last that was not 0. */
    public int runAll(BufferedReader input) throws IOException, InterruptedException {
        int code = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            List<String> words = Words.of(line);
            if (isExit(words)) {
                return code;
            }
            int one = run(words, false);
            code = one == 0 ? code : one;
        }
        return code;
    }

    static boolean isExit(List<String> words) {
        return !words.isEmpty() && (words.get(0).equals("exit") || words.get(0).equals("quit"));
    }

    /** @return the exit code; what goes wrong in the shell itself is printed, and one, too */
    int run(List<String> given, boolean byHand) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(given);
        if (!words.isEmpty() && words.get(0).equals("wsctl")) {
            words.remove(0); // the habit of typing it
        }
        if (words.isEmpty()) {
            return ExitCode.OK.code();
        }
        try {
            switch (words.get(0)) {
                case "use" -> {
                    use(words);
                    return ExitCode.OK.code();
                }
                case "shell" -> throw WsctlException.usage("this is the shell already", "exit leaves it");
                default -> {
                    terminal.flush();
                    return runner.run(words, byHand);
                }
            }
        } catch (WsctlException e) {
            return ErrorReport.print(e, terminal.err(), false).code();
        }
    }

    private void use(List<String> words) {
        if (words.size() != 2) {
            throw WsctlException.usage("use names one context", "use staging, or use none; context list shows them");
        }
        String name = words.get(1);
        if (!name.equals("none") && !active.contexts().names().contains(name)) {
            throw WsctlException.usage("there is no context '" + name + "'", "context list");
        }
        active.name(name);
        runner.context(name);
    }

    /** The context's name, in brackets; empty without one, or where the file that says so is broken. */
    String contextShown() {
        try {
            String name = active.settings().name();
            return name.isEmpty() ? "" : "(" + name + ")";
        } catch (WsctlException e) {
            return "(?)";
        }
    }
}

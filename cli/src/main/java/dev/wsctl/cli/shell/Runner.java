package dev.wsctl.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs each command as a process of its own, just as a shell would: what it does to signals, threads and the terminal ends with
 * it, and Ctrl-C reaches it and nobody else.
 */
public final class Runner {
    private static final String MAIN = "dev.wsctl.cli.Main";

    private final Map<String, String> environment;
    private final List<String> command;

    /** @param environment of the commands */
    public Runner(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        this.command = command(
                ProcessHandle.current().info().command().orElse(""),
                List.of(ProcessHandle.current().info().arguments().orElse(new String[0])));
    }

    /** As this very process was started, up to the program's own arguments; where that can't be told, as plainly as possible. */
    static List<String> command(String java, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java);
        for (int i = 0; i < arguments.size(); i++) {
            command.add(arguments.get(i));
            if (arguments.get(i).equals(MAIN)) {
                return command;
            }
            if (arguments.get(i).equals("-jar") && i + 1 < arguments.size() && arguments.get(i + 1).endsWith("wsctl.jar")) {
                command.add(arguments.get(i + 1));
                return command;
            }
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN);
    }

    /** @param context what commands take their defaults from; empty: what the environment and the files say */
    public void context(String context) {
        if (context.isEmpty()) {
            environment.remove("WSCTL_CONTEXT");
        } else {
            environment.put("WSCTL_CONTEXT", context);
        }
    }

    /**
     * Waits for its end.
     *
     * @param withInput false: standard input holds further lines and is none of its business
     * @return the exit code
     */
    public int run(List<String> words, boolean withInput) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        if (!withInput) {
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}

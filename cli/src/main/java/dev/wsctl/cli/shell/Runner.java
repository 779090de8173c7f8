package dev.wsctl.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs each command as a process of its own, just as a shell would: what it does to signals, threads and the terminal ends with
 * it, and Ctrl-C reaches it and nobody else.
 */
public final class Runner implements AutoCloseable {
    private static final String MAIN = "dev.wsctl.cli.Main";

    private final Map<String, String> environment;
    private final List<String> command;
    private final Thread hook = new Thread(this::stop, "shell");
    private volatile @Nullable Process running;

    /** @param environment of the commands */
    public Runner(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.command = command(System.getProperty("wsctl.launcher", ""));
        Runtime.getRuntime().addShutdownHook(hook); // no command outlives its shell
    }

    /** The script knows which options of Java suit which command. Without one: this Java, and our own class path. */
    static List<String> command(String launcher) {
        return launcher.isEmpty()
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN)
                : List.of(launcher);
    }

    /**
     * Waits for its end.
     *
     * @param context what it takes its defaults from; empty: what the environment and the files say
     * @param withInput false: standard input holds further lines and is none of its business
     * @return the exit code
     */
    int run(List<String> words, String context, boolean withInput) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        if (!context.isEmpty() && !words.get(0).startsWith("--context")) {
            line.addAll(List.of("--context", context));
        }
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        if (!withInput) {
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        running = process;
        try {
            return process.waitFor();
        } finally {
            running = null;
        }
    }

    private void stop() {
        Process process = running;
        if (process != null) {
            process.destroy();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // And the hook finds that nothing runs.
        }
    }
}

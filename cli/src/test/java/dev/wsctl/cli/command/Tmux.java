package dev.wsctl.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real terminal, by tmux, in which a script runs: to look at and to type into. */
final class Tmux implements AutoCloseable {
    private final String socket;

    private Tmux(String socket) {
        this.socket = socket;
    }

    /** Whether there is one on this machine; says so aloud when there is not. */
    static boolean installed() {
        try {
            Process version =
                    new ProcessBuilder("tmux", "-V").redirectErrorStream(true).start();
            version.getInputStream().readAllBytes();
            if (version.waitFor() == 0) {
                return true;
            }
        } catch (IOException e) {
            // Told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("NOT TESTED: tmux is not installed, so nothing was tried in a real terminal");
        return false;
    }

    /** Runs a shell script in a terminal of this size; Ctrl-C is for the program that runs in it. Stays open after its end. */
    static Tmux run(Path directory, int columns, int rows, String script) throws IOException {
        Path file = Files.writeString(directory.resolve("script.sh"), "trap : INT\n" + script + "\nsleep 600\n");
        Tmux tmux = new Tmux(directory.resolve("tmux").toString());
        tmux.command("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh " + file);
        return tmux;
    }

    /** How wsctl is started in a script. */
    static String wsctl(String arguments) {
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                + "' dev.wsctl.cli.Main " + arguments;
    }

    /** What stands on the screen. */
    String screen() {
        return command("capture-pane", "-p");
    }

    /** As tmux names keys: {@code q}, {@code Enter}, {@code C-c}. */
    void type(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        command(words.toArray(String[]::new));
    }

    void resize(int columns, int rows) {
        command("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    private String command(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket));
        command.addAll(List.of(words));
        try {
            Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tmux.waitFor(20, TimeUnit.SECONDS) || tmux.exitValue() != 0) {
                throw new AssertionError(command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new AssertionError(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.toString(), e);
        }
    }

    @Override
    public void close() {
        command("kill-server");
    }
}

package dev.wsctl.cli.render;

import dev.wsctl.cli.exit.OutputClosedException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where output goes: data to {@code out}, progress and errors to {@code err}.
 *
 * @param interactive a person looks at {@code out}: colour and redrawing make sense
 * @param columns how wide it is
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
    public static final int DEFAULT_COLUMNS = 80;

    /** The process' own standard streams. */
    public static Terminal system(Map<String, String> environment) {
        PrintStream out = stream(FileDescriptor.out, 16 * 1024);
        PrintStream err = stream(FileDescriptor.err, 1024);
        boolean interactive = isTerminal("/proc/self/fd/1");
        return new Terminal(out, err, interactive, columns(environment, interactive));
    }

    /** Whether somebody types what comes on standard input. */
    public static boolean inputIsTerminal() {
        return isTerminal("/proc/self/fd/0");
    }

    /** Hands everything printed so far to the reader; ends the program when there is none any more. */
    public void flush() {
        if (out.checkError()) {
            throw new OutputClosedException();
        }
    }

    private static PrintStream stream(FileDescriptor descriptor, int buffer) {
        boolean autoflush = descriptor == FileDescriptor.err;
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), buffer), autoflush, StandardCharsets.UTF_8);
    }

    static boolean isTerminal(String link) {
        try {
            String name = Files.readSymbolicLink(Path.of(link)).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException e) {
            // No /proc here: plain output is readable everywhere, escape codes in a file are not.
            return false;
        }
    }

    private static int columns(Map<String, String> environment, boolean interactive) {
        String value = environment.getOrDefault("COLUMNS", "");
        if (value.isEmpty() && interactive) {
            value = size()[1];
        }
        return columns(value, DEFAULT_COLUMNS);
    }

    private static int columns(String value, int otherwise) {
        try {
            int columns = Integer.parseInt(value);
            return columns >= 40 ? columns : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Of the terminal that this process was started from, though {@link #out} may lead elsewhere. */
    static int width(int otherwise) {
        return columns(size()[1], otherwise);
    }

    /** Rows and columns of the terminal that this process was started from, as digits; empty where there is none. */
    static String[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int space = size.indexOf(' ');
            return space < 0
                    ? new String[] {"", ""}
                    : new String[] {size.substring(0, space), size.substring(space + 1)};
        } catch (IOException e) {
            return new String[] {"", ""};
        }
    }
}

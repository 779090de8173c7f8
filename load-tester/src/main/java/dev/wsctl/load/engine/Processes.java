package dev.wsctl.load.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals processes of this machine and runs commands; says what went wrong instead of throwing. */
final class Processes {

    private static final int SIGNAL_SECONDS = 5;
    private static final int LONGEST_OUTPUT = 16 << 10;

    private Processes() {}

    /**
     * The process named by an id or a file that holds one.
     *
     * @throws IOException if there is no such process, or it is one nobody wants to signal
     */
    static long id(String process) throws IOException {
        String text = process.strip();
        if (!text.matches("[0-9]+")) {
            try {
                text = Files.readString(Path.of(process)).strip();
            } catch (InvalidPathException | IOException e) {
                throw new IOException("no process id and no readable file: " + process);
            }
        }
        if (!text.matches("[0-9]{1,10}")) {
            throw new IOException("the file " + process + " holds no process id");
        }
        long id = Long.parseLong(text);
        if (id <= 1 || id == ProcessHandle.current().pid()) {
            throw new IOException("process " + id + " is not signalled: it is this one, or the system's first");
        }
        if (ProcessHandle.of(id).isEmpty()) {
            throw new IOException("there is no process " + id);
        }
        return id;
    }

    static void signal(long id, String signal) throws IOException, InterruptedException {
        Process kill = start(List.of("kill", "-" + signal, Long.toString(id)));
        if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
            kill.destroyForcibly();
            throw new IOException("SIG" + signal + " to process " + id + " took too long");
        }
        if (kill.exitValue() != 0) {
            throw new IOException("SIG" + signal + " to process " + id + " failed: " + lastLine(kill));
        }
    }

    static Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    /** The last line of what it printed: reads until it closes its output. */
    static String lastLine(Process process) throws IOException {
        byte[] head = process.getInputStream().readNBytes(LONGEST_OUTPUT);
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        List<String> lines = new String(head, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : Opening.shown(lines.get(lines.size() - 1));
    }
}

package dev.wsctl.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Shows what is longer than the screen a screen at a time, as git does: by $PAGER, else less where there is one. */
public final class Pager {
    private static final int DEFAULT_ROWS = 24;
    private static final int NOT_FOUND = 127;

    /** Ends at once what fits, keeps colours, leaves the screen as it is: what git sets. */
    private static final String LESS = "FRX";

    private final Map<String, String> environment;

    public Pager(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Prints the text, by a pager when it has more lines than the screen. Returns when the reader has had enough. */
    public void show(String text, PrintStream out) throws InterruptedException {
        if (text.lines().count() < rows() || !paged(text, out)) {
            out.print(text);
        }
    }

    private boolean paged(String text, PrintStream out) throws InterruptedException {
        String pager = environment.getOrDefault("PAGER", "command -v less >/dev/null || exec cat; exec less");
        if (pager.isBlank() || pager.equals("cat")) {
            return false;
        }
        out.flush();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", pager)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("LESS", LESS);
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Whoever quits the pager early has seen enough.
            }
            return process.waitFor() != NOT_FOUND;
        } catch (IOException e) {
            return false;
        }
    }

    private int rows() {
        String lines = environment.getOrDefault("LINES", "");
        try {
            return Integer.parseInt(lines.isEmpty() ? Terminal.size()[0] : lines);
        } catch (NumberFormatException e) {
            return DEFAULT_ROWS;
        }
    }
}

package dev.wsctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.render.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What one call of wsctl printed and returned. */
public record Run(int code, String out, String err) {
    /** Runs wsctl in this JVM, on an 80-column terminal nobody looks at. */
    public static Run wsctl(String... args) {
        return wsctl(Map.of(), args);
    }

    public static Run wsctl(Map<String, String> environment, String... args) {
        // From the top no project of the machine is found, whatever its owner keeps above this directory.
        return in(Path.of("/"), environment, args);
    }

    /** As called in a directory; only contexts depend on it. */
    public static Run in(Path workingDirectory, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Terminal.DEFAULT_COLUMNS);
        int code = new Wsctl(terminal, environment, workingDirectory).run(args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** As {@link #wsctl}, with a --timeout that a machine busy with other things does not reach; one that is given stands. */
    public static Run patiently(String... args) {
        return patiently(Map.of(), args);
    }

    public static Run patiently(Map<String, String> environment, String... args) {
        if (Arrays.asList(args).contains("--timeout")) {
            return wsctl(environment, args);
        }
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--timeout";
        all[args.length + 1] = "60s";
        return wsctl(environment, all);
    }

    /** Standard output read as JSON. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + out + err, e);
        }
    }

    public String all() {
        return out + err;
    }
}

package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.model.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Fetches a secret from where it is referred to be. */
public final class SecretReader {
    /** For a command: long enough to type a passphrase. */
    private static final int PATIENCE_SECONDS = 60;

    private static final int MOST_BYTES = 64 * 1024;

    private final Map<String, String> environment;
    private final String what;

    /** @param what whose secret, for messages: {@code password of context staging (FILE:4:7)} */
    public SecretReader(Map<String, String> environment, String what) {
        this.environment = environment;
        this.what = what;
    }

    /** @throws WsctlException CONFIG, saying which place gave none; never with anything of what was read */
    public Secret read(SecretReference reference) {
        if (reference instanceof SecretReference.Variable variable) {
            return fromEnvironment(variable.name());
        }
        return reference instanceof SecretReference.InFile inFile
                ? fromFile(inFile.file())
                : fromCommand(((SecretReference.Command) reference).commandLine());
    }

    private Secret fromEnvironment(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw failed("environment variable " + name + " is not set", "export " + name + "=…");
        }
        return new Secret(value);
    }

    private Secret fromFile(Path file) {
        try {
            return firstLine(Files.readString(file), "file " + file + " is empty", "put it into its first line");
        } catch (IOException e) {
            throw failed("file " + file + " can't be read: " + e.getClass().getSimpleName(), "check it: ls -l " + file);
        }
    }

    /** Standard error and the terminal stay the user's: the command may want to ask for a passphrase. */
    private Secret fromCommand(String commandLine) {
        String hint = "run it: " + commandLine;
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", commandLine)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // What it prints fits the pipe; one that prints without end runs into the deadline.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed("its command took longer than " + PATIENCE_SECONDS + " s", hint);
            }
            if (process.exitValue() != 0) {
                throw failed("its command ended with exit code " + process.exitValue(), hint);
            }
            byte[] printed = process.getInputStream().readNBytes(MOST_BYTES);
            return firstLine(new String(printed, StandardCharsets.UTF_8), "its command printed nothing", hint);
        } catch (IOException e) {
            throw failed("its command can't be run: " + e.getClass().getSimpleName(), hint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WsctlException(ExitCode.INTERRUPTED, "interrupted while fetching the " + what, hint);
        }
    }

    private Secret firstLine(String text, String problem, String hint) {
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).stripTrailing();
        if (line.isEmpty()) {
            throw failed(problem, hint);
        }
        return new Secret(line);
    }

    private WsctlException failed(String problem, String hint) {
        return new WsctlException(ExitCode.CONFIG, "no " + what + ": " + problem, hint);
    }
}

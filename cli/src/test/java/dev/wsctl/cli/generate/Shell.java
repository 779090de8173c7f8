package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a program of this machine. */
public final class Shell {
    private static final int PATIENCE_SECONDS = 60;

    private Shell() {}

    /** Its output, line by line, once it has ended well. */
    public static List<String> run(String... command) throws IOException {
        return run(Map.of(), command);
    }

    /** Likewise, with further environment variables. */
    static List<String> run(Map<String, String> environment, String... command) throws IOException {
        Path output = Files.createTempFile("wsctl-shell", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended; it printed: %s", command[0], text).isTrue();
            assertThat(process.exitValue())
                    .as("%s printed: %s", command[0], text)
                    .isZero();
            return text.lines().filter(line -> !line.isEmpty()).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    /** Skips a test, and says why, where a program is missing that nobody needs to build wsctl. */
    public static void assumeInstalled(String program) {
        boolean installed = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!installed) {
            System.err.println("SKIPPED, not tested here: " + program + " is not installed");
        }
        Assumptions.assumeTrue(installed, program + " is not installed on this machine");
    }
}

package dev.wsctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at which classes a JVM of its own loads. */
class LazyStartIT {
    @TempDir
    Path directory;

    private List<String> classesOf(String... arguments) throws IOException, InterruptedException {
        Path log = directory.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", directory.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("REDIS_"));
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceAll("^(?:\\[[^]]*])+ ", "").replaceAll(" .*", ""))
                .toList();
    }

    @ParameterizedTest(name = "wsctl {0}")
    @ValueSource(strings = {"--help", "--version", "helth", "health --help", "loadtest --no-such", "help exit-codes"})
    @DisplayName("help, version and usage errors load no Netty, no Lettuce, no Jackson and no YAML")
    void helpLoadsNothingOfARun(String arguments) throws IOException, InterruptedException {
        List<String> classes = classesOf(arguments.split(" "));
        assertThat(classes).contains(Wsctl.class.getName());
        assertThat(classes)
                .noneMatch(name -> name.matches("(io\\.netty|io\\.lettuce|com\\.fasterxml|org\\.yaml)\\..*"));
    }

    @ParameterizedTest(name = "wsctl {0}")
    @ValueSource(strings = {"health --redis redis://127.0.0.1:1", "context list"})
    @DisplayName("where there is no file with contexts, no YAML is loaded, nor Netty or Lettuce for a Redis")
    void noFileNoYaml(String arguments) throws IOException, InterruptedException {
        assertThat(classesOf(arguments.split(" ")))
                .noneMatch(name -> name.matches("(io\\.netty|io\\.lettuce|org\\.yaml)\\..*"));
    }

    @Test
    @DisplayName("health, as it is mostly called, starts without picocli's model and its reading of annotations")
    void healthWithoutPicocli() throws IOException, InterruptedException {
        List<String> classes =
                classesOf("health", "--redis", "redis://127.0.0.1:1", "-o", "json", "--timeout=2s", "--read-only");
        assertThat(classes)
                .contains("dev.wsctl.cli.source.HealthProbe")
                .noneMatch(name -> name.startsWith("picocli.CommandLine$Model"));
    }
}

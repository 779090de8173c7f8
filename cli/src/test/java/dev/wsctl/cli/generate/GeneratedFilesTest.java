package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wsctl.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedFilesTest {
    private static final String REGENERATE = "mvn -q -pl cli -am test -Dgolden.update=true"
            + " -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false";
    private static final Path ROOT = GeneratedFiles.root();

    @Test
    @DisplayName("completions and man pages say what the commands' own help says")
    void completionsAndManPagesAreCurrent() throws IOException {
        Map<String, String> generated = GeneratedFiles.generate();
        if (Boolean.getBoolean("golden.update")) {
            update(generated);
        }
        Map<String, String> committed = committed();
        for (String file : generated.keySet()) {
            if (!generated.get(file).equals(committed.get(file))) {
                fail(file + " is not what the commands say now. Regenerate and commit: " + REGENERATE);
            }
        }
        committed.keySet().removeAll(generated.keySet());
        if (!committed.isEmpty()) {
            fail(committed.keySet() + " belong to no command any more. Regenerate and commit: " + REGENERATE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bash, " + GeneratedFiles.BASH, "zsh, " + GeneratedFiles.ZSH, "fish, " + GeneratedFiles.FISH})
    @DisplayName("wsctl completion prints the committed script")
    void completionPrintsTheScript(String shell, String file) throws IOException {
        Run run = Run.wsctl("completion", shell);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        if (!Boolean.getBoolean("golden.update")) { // which may have changed the file after it was packed
            assertThat(run.out()).isEqualTo(Files.readString(ROOT.resolve(file)));
        }
    }

    @Test
    @DisplayName("a shell that has no completions is refused by name, exit 64")
    void anUnknownShellIsRefused() {
        Run run = Run.wsctl("completion", "tcsh");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("tcsh").contains("wsctl completion --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("without a shell, completion says which there are, exit 64")
    void noShellIsRefused() {
        assertThat(Run.wsctl("completion").code()).isEqualTo(64);
    }

    private static void update(Map<String, String> generated) throws IOException {
        for (String stale : committed().keySet()) {
            if (!generated.containsKey(stale)) {
                Files.delete(ROOT.resolve(stale));
            }
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path path = ROOT.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
        }
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String directory : new String[] {"completions", "man"}) {
            if (Files.isDirectory(ROOT.resolve(directory))) {
                try (Stream<Path> found = Files.list(ROOT.resolve(directory))) {
                    for (Path file : found.toList()) {
                        files.put(directory + "/" + file.getFileName(), Files.readString(file));
                    }
                }
            }
        }
        return files;
    }
}

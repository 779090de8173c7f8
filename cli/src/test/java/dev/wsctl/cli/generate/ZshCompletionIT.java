package dev.wsctl.cli.generate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("zsh")
class ZshCompletionIT extends CompletionContract {
    @BeforeAll
    static void zshIsInstalled() {
        Shell.assumeInstalled("zsh");
    }

    @Override
    List<String> offers(String... words) throws IOException {
        Path result = Files.createTempFile("wsctl-zsh", ".txt");
        try {
            Path directory = GeneratedFiles.root().resolve(GeneratedFiles.ZSH).resolveSibling("");
            Shell.run(
                    environment,
                    "zsh",
                    "-f",
                    script().toString(),
                    directory.toString(),
                    result.toString(),
                    String.join(" ", words));
            return Files.readAllLines(result).stream()
                    .map(line -> line.replace("\\ ", " "))
                    .toList();
        } finally {
            Files.delete(result);
        }
    }

    private static Path script() {
        URL script = Objects.requireNonNull(ZshCompletionIT.class.getResource("capture.zsh"));
        try {
            return Path.of(script.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

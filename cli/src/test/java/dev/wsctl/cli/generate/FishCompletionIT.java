package dev.wsctl.cli.generate;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("fish")
class FishCompletionIT extends CompletionContract {
    @BeforeAll
    static void fishIsInstalled() {
        Shell.assumeInstalled("fish");
    }

    @Override
    List<String> offers(String... words) throws IOException {
        String script = GeneratedFiles.root().resolve(GeneratedFiles.FISH).toString();
        return Shell.run(
                        environment,
                        "fish",
                        "--no-config",
                        "-c",
                        "source $argv[1]; complete -C $argv[2]",
                        script,
                        String.join(" ", words))
                .stream()
                .map(line -> line.substring(0, (line + "\t").indexOf('\t')).replace("\\ ", " "))
                .toList();
    }
}

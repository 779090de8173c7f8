package dev.wsctl.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is the table of settings; -Dgolden.update=true writes it anew. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageShowsEverySettingAsItIs() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Configuration of the reference server

                [Documents](README.md)

                Every setting is a flag and an environment variable; the flag wins. An empty variable counts as not set. A bad value is one
                line on stderr, exit code 78, and nothing is started. Generated from the server's own table; a test keeps it fresh.

                | Variable | Flag | Default | What | Allowed |
                |---|---|---|---|---|
                """);
        for (Setting<?> setting : Settings.ALL) {
            page.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            setting.variable(),
                            setting.flag(),
                            setting.defaultText() == null ? "" : "`" + setting.defaultText() + "`",
                            setting.description(),
                            setting.parser().allowed()));
        }
        return page.toString();
    }
}

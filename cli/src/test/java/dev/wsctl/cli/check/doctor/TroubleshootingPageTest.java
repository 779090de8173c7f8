package dev.wsctl.cli.check.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A11, B10, C11, E12 docs/troubleshooting.md")
class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("../docs/troubleshooting.md");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z]{3}\\d{2}\\b");

    /** Nothing anybody notices: it says that verify itself could not judge. */
    private static final Set<String> ABOUT_THE_REPORT = Set.of("DEL11");

    @Test
    @DisplayName("names every finding, and no other")
    void everyCodeIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher codes = CODE.matcher(Files.readString(PAGE));
        while (codes.find()) {
            named.add(codes.group());
        }
        Set<String> known = Catalogue.rules().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
        known.removeAll(ABOUT_THE_REPORT);
        assertThat(named).containsExactlyElementsOf(known);
    }

    @Test
    @DisplayName("has a row for each troubleshooting chapter of the source documents")
    void everyChapterIsThere() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(
                        "Redis connection failed",
                        "Redis uses too much memory",
                        "Messages reach only users on the same instance",
                        "Redis not starting",
                        "connection refused",
                        "Cannot receive from redis",
                        "WebSockets drop",
                        "Users are logged out",
                        "Too many connections",
                        "Operations time out",
                        "Stale or dropped connections",
                        "asgi:group:*",
                        "High latency",
                        "User counts do not match reality",
                        "An instance is missing",
                        "An instance is degraded");
    }
}

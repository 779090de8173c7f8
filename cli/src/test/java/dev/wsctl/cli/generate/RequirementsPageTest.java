package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/requirements.md names, for each requirement, the tests whose names begin with its number. */
class RequirementsPageTest {

    private static final Path PAGE = Path.of("../docs/requirements.md");
    private static final List<Path> TESTS =
            List.of(Path.of("../server/src/test"), Path.of("../load-tester/src/test"), Path.of("src/test"));
    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)");
    /** The numbers a name begins with, like "E15 N4 a load test…" or "B7, C9 CON05…". */
    private static final Pattern NUMBERS = Pattern.compile("\\G(?:[,(]\\s*|\\s*)([A-EN][0-9]{1,2})\\b");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-EN][0-9]{1,2}) \\| (.*?) \\|(.*)\\|$");

    @Test
    @DisplayName("every requirement has a test that is named for it, and the page says which")
    void everyRequirementHasATest() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, Set<String>> shown = shown();
        String current = ROW.matcher(page)
                .replaceAll(row -> Matcher.quoteReplacement("| " + row.group(1) + " | " + row.group(2) + " | "
                        + shown.getOrDefault(row.group(1), Set.of()).stream()
                                .map(test -> "`" + test + "`")
                                .collect(Collectors.joining(", "))
                        + " |"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
            page = current;
        }
        assertThat(page).isEqualTo(current);
        assertThat(page).doesNotContainPattern("(?m)^\\| [A-EN][0-9]+ .*\\|  *\\|$");
    }

    @Test
    @DisplayName("no test names a requirement that does not exist")
    void noTestNamesAnUnknownRequirement() throws IOException {
        List<String> known = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(known).hasSizeGreaterThan(60);
        assertThat(known).containsAll(shown().keySet());
    }

    private static Map<String, Set<String>> shown() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        for (Path root : TESTS) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String test = file.getFileName().toString().replace(".java", "");
                    Matcher name = DISPLAY_NAME.matcher(Files.readString(file));
                    while (name.find()) {
                        Matcher number = NUMBERS.matcher(name.group(1));
                        while (number.find()) {
                            shown.computeIfAbsent(number.group(1), n -> new TreeSet<>())
                                    .add(test);
                        }
                    }
                }
            }
        }
        return shown;
    }
}

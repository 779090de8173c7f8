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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever adds a finding also makes a real Redis show it. */
class FindingsAreProducedTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z]{3}[0-9]{2}\\b");

    /** Never a finding of doctor, which says of it that delivery could not be judged; verify's own tests show it. */
    private static final Set<String> NEVER_FOUND = Set.of("DEL11");

    @Test
    @DisplayName("N3 every finding of the catalogue is produced by a test on a real Redis that is named for it")
    void everyFindingIsProduced() throws IOException {
        Set<String> shown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("IT.java")).toList()) {
                Matcher name = DISPLAY_NAME.matcher(Files.readString(file));
                while (name.find()) {
                    CODE.matcher(name.group(1)).results().forEach(code -> shown.add(code.group()));
                }
            }
        }
        Set<String> missing = Catalogue.rules().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(shown);
        assertThat(missing).isEqualTo(NEVER_FOUND);
    }
}

package dev.wsctl.cli.check.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/findings.md is the catalogue; -Dgolden.update=true writes it anew. */
class FindingsPageTest {
    private static final Path PAGE = Path.of("../docs/findings.md");

    @Test
    @DisplayName("N3 docs/findings.md shows every finding as the catalogue has it")
    void thePageShowsEveryFinding() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Findings

                [Documents](README.md)

                What `wsctl doctor` knows, as `wsctl explain CODE` tells it. Generated from the catalogue by
                `mvn -pl cli -am test -Dgolden.update=true -Dtest=FindingsPageTest`; capitals in a command stand for what an
                occurrence fills in. Thresholds: `--set CODE.name=value`. Known and accepted: `--suppress CODE=REASON`.
                """);
        Group group = null;
        for (Rule rule : Catalogue.rules()) {
            if (rule.group() != group) {
                group = rule.group();
                page.append("\n## ").append(group.title()).append('\n');
            }
            page.append("\n### ")
                    .append(rule.code())
                    .append(' ')
                    .append(rule.title())
                    .append("\n\n");
            page.append(rule.why()).append("\n\n");
            page.append("- Limit: ").append(rule.threshold(Limits.DEFAULT)).append('\n');
            page.append("- Affects: ").append(rule.affects()).append('\n');
            for (Setting setting : rule.settings()) {
                page.append("- Setting: `")
                        .append(rule.code())
                        .append('.')
                        .append(setting.name())
                        .append('=');
                page.append(setting.unit().typed(setting.value()))
                        .append("`, ")
                        .append(setting.meaning())
                        .append('\n');
            }
            page.append("- Try:\n");
            rule.remedySteps().forEach(step -> page.append("  - ").append(step).append('\n'));
        }
        return page.toString();
    }
}

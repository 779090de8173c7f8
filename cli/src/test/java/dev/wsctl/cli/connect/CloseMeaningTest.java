package dev.wsctl.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Close codes in words:")
class CloseMeaningTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{4}) \\| ([^|]+) \\|");

    @Test
    @DisplayName("every code of docs/protocol.md has words of its own")
    void knowsTheProtocol() throws IOException {
        String page = Files.readString(Path.of("../docs/protocol.md"));
        String table = page.substring(page.indexOf("## Close codes"), page.indexOf("## Between instances"));
        List<String> unknown = List.of(
                CloseMeaning.of(4999).meaning(),
                CloseMeaning.of(3999).meaning(),
                CloseMeaning.of(2000).meaning());

        Matcher rows = ROW.matcher(table);
        int found = 0;
        while (rows.find()) {
            found++;
            assertThat(CloseMeaning.of(Integer.parseInt(rows.group(1))).meaning())
                    .as(rows.group())
                    .isNotIn(unknown);
        }
        assertThat(found).isGreaterThanOrEqualTo(11);
    }

    @Test
    @DisplayName("those of RFC 6455 too, also the ones that never travel")
    void knowsTheStandard() {
        for (int code : new int[] {1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1015}) {
            assertThat(CloseMeaning.of(code).meaning())
                    .isNotEqualTo(CloseMeaning.of(1004).meaning());
        }
        assertThat(CloseMeaning.normal(1006)).isFalse();
        assertThat(CloseMeaning.normal(1000)).isTrue();
    }
}

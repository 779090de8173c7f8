package dev.wsctl.load.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A file of data")
class CsvFileTest {

    @TempDir
    private Path temp;

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("users.csv"), text, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName(
            "N4 is read as RFC 4180 has it: quotes, doubled quotes, line ends within, CRLF, a byte order mark, empty lines")
    void isReadAsTheStandardHasIt() throws Exception {
        DataRows rows = CsvFile.read(
                file("\uFEFFname,token\r\nada,1\r\n\r\n\"Lovelace, \"\"Ada\"\"\",\"two\nlines\"\n\u00fcml\u00e4ut,"),
                100);

        assertThat(rows.columns()).containsExactly("name", "token");
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.row(0)).containsEntry("name", "ada").containsEntry("token", "1");
        assertThat(rows.row(1)).containsEntry("name", "Lovelace, \"Ada\"").containsEntry("token", "two\nlines");
        assertThat(rows.row(2)).containsEntry("name", "\u00fcml\u00e4ut").containsEntry("token", "");
        assertThat(rows.row(3)).as("begins again").isEqualTo(rows.row(0));
        assertThat(rows.line(1)).isEqualTo(4);
        assertThat(rows.line(2)).isEqualTo(6);
        assertThat(rows.toString()).doesNotContain("ada");
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "; is empty",
                "name; has no row below its header",
                "a,b|1,2|3; :3: 1 value where the header has 2 columns: a,b",
                "a,b|1,2,3; :2: 3 values where the header has 2 columns: a,b",
                "a|x|\"y; :3: a quote opens here and is never closed",
                "a|\"x\"y; :2: text stands behind a closing quote",
                "a|x\"y; :2: a quote stands within a value",
                "a,a|1,2; :1: two columns are named a",
                "a,b c|1,2; :1: column 2 has a name that is none: 'b c'",
            })
    @DisplayName("N4 with a mistake is refused, with its line")
    void aMistakeIsToldWithItsLine(String text, String message) throws IOException {
        Path file = file(text == null ? "" : text.replace("|", "\n").strip());

        assertThatThrownBy(() -> CsvFile.read(file, 100))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message.strip());
    }

    @Test
    @DisplayName("N4 that is no text, or not there, is said to be so")
    void whatIsNoText() throws IOException {
        Path latin = Files.write(temp.resolve("latin.csv"), new byte[] {'a', '\n', 'o', 'k', '\n', (byte) 0xE4});

        assertThatThrownBy(() -> CsvFile.read(latin, 100)).hasMessageContaining(":3: a value is not text in UTF-8");
        assertThatThrownBy(() -> CsvFile.read(temp.resolve("none.csv"), 100))
                .hasMessageContaining("there is no such file");
    }

    @Test
    @DisplayName("N4 however large, is read no further than is of use, and never kept beyond the limit")
    void aLargeFileIsBounded() throws Exception {
        Path large = temp.resolve("large.csv");
        String row = "x".repeat(1023);
        try (BufferedWriter out = Files.newBufferedWriter(large)) {
            out.write("payload\n");
            for (int i = 0; i < 49 * 1024; i++) {
                out.write(row);
                out.write('\n');
            }
            out.write("\"never reached by those who need few");
        }

        DataRows few = CsvFile.read(large, 10);

        assertThat(few.size()).isEqualTo(10);
        assertThat(few.bytes()).hasSize(10 * 1023);
        assertThatThrownBy(() -> CsvFile.read(large, Integer.MAX_VALUE))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.hint()).contains("head -n"))
                .hasMessageContaining("the rows have more than 48 MiB from here on");
    }
}

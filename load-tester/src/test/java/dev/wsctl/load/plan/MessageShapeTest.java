package dev.wsctl.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.data.DataRows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "3; message size must be at least 47 bytes, not 3",
                "2000000; message size must be at most 1048576 bytes, not 2000000",
                "500-100; a range of message sizes ends below its beginning: 500-100",
                "50%:100,40%:200; the shares of message sizes are 90 % together, not 100 %",
                "many; 'many' is no size of messages",
                "100-; '100-' is no size of messages",
            })
    @DisplayName("N4 sizes that cannot be are refused")
    void sizesThatCannotBe(String text, String message) {
        assertThatThrownBy(() -> MessageSizes.parse(text))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith(message.strip());
    }

    @Test
    @DisplayName("N4 sizes come as often as their shares say, and are written as they were")
    void sizesComeAsOftenAsTheirShares() {
        MessageSizes sizes = MessageSizes.parse("90%:100-300,10%:4000");
        SplittableRandom random = new SplittableRandom(1);
        int large = 0;
        for (int i = 0; i < 10_000; i++) {
            int size = sizes.pick(random.nextLong());
            assertThat(size == 4000 || (size >= 100 && size <= 300)).isTrue();
            large += size == 4000 ? 1 : 0;
        }

        assertThat(large).isBetween(850, 1150);
        assertThat(sizes.text()).isEqualTo("90%:100-300,10%:4000");
        assertThat(MessageSizes.parse(sizes.text())).isEqualTo(sizes);
        assertThat(sizes.mean()).isEqualTo(580);
        assertThat(MessageSizes.parse("100-102").pick(-1)).isEqualTo(102);
        assertThat(MessageSizes.parse("100-102").pick(0)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "hello; the payload must contain {marker} once",
                "{marker}{marker}; the payload must contain {marker} once",
                "{pad}{pad}{marker}; contains {pad} more than once",
                "{marker} {user}; unknown field {user} in the payload",
                "{marker} {random:6..1}; unknown field {random:6..1} in the payload",
                "{marker} {words:many}; unknown field {words:many} in the payload",
            })
    @DisplayName("N4 a payload that cannot be is refused, with the fields there are")
    void payloadsThatCannotBe(String text, String message) {
        assertThatThrownBy(() -> PayloadTemplate.parse(text))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.hint()).contains("{timestamp}"))
                .hasMessageContaining(message.strip());
    }

    @Test
    @DisplayName("N4 braces of JSON are no fields, and a column that there is not is told with those there are")
    void bracesAndColumns() {
        PayloadTemplate json = PayloadTemplate.parse("{\"a\":{\"b\":[{}]},\"m\":\"{marker}\",\"n\":\"{data.nick}\"}");
        DataRows data = new DataRows(java.util.List.of("name", "token"), new byte[2], new int[] {1, 2}, new int[] {2});

        assertThat(json.columns()).containsExactly("nick");
        assertThatThrownBy(() -> new MessageShape(MessageSizes.fixed(100), json, data, false))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.hint()).isEqualTo("Columns: name, token."))
                .hasMessage("the data has no column 'nick'");
        assertThatThrownBy(() -> new MessageShape(MessageSizes.fixed(100), json, DataRows.NONE, false))
                .hasMessage("{data.nick} is used, and no data is given");
    }
}

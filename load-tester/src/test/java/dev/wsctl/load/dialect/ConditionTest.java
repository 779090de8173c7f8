package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a received frame must be like")
class ConditionTest {

    private static boolean mayBeMet(Condition condition, String frame) {
        ByteBuf in = Unpooled.copiedBuffer("##" + frame + "##", StandardCharsets.UTF_8);
        return condition.mayBeMetBy(in, 2, in.writerIndex() - 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/type    | joined | {\"type\":\"joined\"}                              | true",
                "/type    | joined | {\"a\":{\"type\":\"joined\"}}                      | false",
                "/type    | joined | {\"a\":[{},[1]],\"type\" : \"joined\" }            | true",
                "/type    | joined | {\"type\":{\"type\":\"joined\"}}                   | false",
                "/4/status| ok     | [\"1\",null,\"t\",\"e\",{\"r\":{},\"status\":\"ok\"}]| true",
                "/4/status| ok     | [\"1\",null,\"t\",\"e\",{\"status\":\"error\"}]    | false",
                "/4/status| ok     | [\"1\"]                                            | false",
                "/id      | 2      | {\"id\":2}                                         | true",
                "/ok      | true   | {\"ok\":true}                                      | true",
                "/a~1b/~0 | x      | {\"a/b\":{\"~\":\"x\"}}                            | true",
                "``       | {}     | {}                                                 | true",
                "``       | {}     | {\"a\":{}}                                         | false",
                "/a       | {}     | {\"a\":{\"b\":{}}}                                 | false",
                "/a       | []     | {\"a\":[]}                                         | true",
                "/a       | []     | {\"a\":[[]]}                                       | false",
                "``       | hi     | \"hi\"                                             | true",
                "/type    | joined | no JSON {\"type\":\"joined\"}                      | false",
                "/type    | joined | {\"type\":                                         | false",
            })
    @DisplayName("N4 is a value at a JSON pointer, in any of the frame's documents")
    void isAValueAtAPointer(String pointer, String value, String frame, boolean met) {
        Condition condition = new Condition.At(pointer, value);

        assertThat(condition.isMetBy(frame)).isEqualTo(met);
        assertThat(!met || mayBeMet(condition, frame)).isTrue();
    }

    @Test
    @DisplayName("N4 is a value in a later document of the same frame")
    void isAValueInALaterDocument() {
        assertThat(new Condition.At("", "{}").isMetBy("{\"a\":{}}\n{}")).isTrue();
        assertThat(new Condition.At("/id", "2").isMetBy("{\"id\":1}\n{\"id\":2}"))
                .isTrue();
        assertThat(new Condition.At("/id", "2").isMetBy("{\"id\":1}\n{\"n\":2}"))
                .isFalse();
    }

    @Test
    @DisplayName("N4 is a text it contains")
    void isAText() {
        Condition condition = new Condition.Contains("aab");

        assertThat(condition.isMetBy("caaab")).isTrue();
        assertThat(condition.isMetBy("abab")).isFalse();
        assertThatThrownBy(() -> new Condition.Contains("")).isInstanceOf(PlanException.class);
    }

    @Test
    @DisplayName(
            "N4 is looked for within the frame alone, wherever it stands, and where it cannot be, nothing is ruled out")
    void isLookedForWithinTheFrame() {
        Condition condition = new Condition.Contains("aab");

        assertThat(mayBeMet(condition, "aab")).isTrue();
        assertThat(mayBeMet(condition, "caaab")).isTrue();
        assertThat(mayBeMet(condition, "aaaaa")).isFalse();
        assertThat(mayBeMet(condition, "aa")).isFalse();
        assertThat(mayBeMet(condition, "")).isFalse();
        assertThat(mayBeMet(new Condition.Contains("#"), "aaa")).isFalse();
        assertThat(mayBeMet(new Condition.Contains("ü"), "aaa")).isTrue();
        assertThat(mayBeMet(new Condition.At("/path", "a/b"), "{\"path\":\"a\\/b\"}"))
                .isTrue();
    }
}

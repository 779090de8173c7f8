package dev.wsctl.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "*, anything, true",
        "chat:*, chat:lobby, true",
        "chat:*, chat, false",
        "*:session:*, a:b:session:1, true",
        "*:session:*, a:sessions:1, false",
        "h?llo, hello, true",
        "h?llo, hllo, false",
        "h[ae]llo, hallo, true",
        "h[^e]llo, hello, false",
        "h[a-c]llo, hbllo, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac, false",
        "abc, abc, true",
        "abc*, abc, true",
        "abc, abcd, false",
    })
    @DisplayName("a glob matches what Redis' own matches")
    void matchesAsRedisDoes(String pattern, String name, boolean expected) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(expected);
    }
}

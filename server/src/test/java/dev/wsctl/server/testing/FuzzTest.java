package dev.wsctl.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    void aLineOfACorpusStandsForBytesAndTheOtherWayRound() {
        byte[] bytes = Fuzz.bytes("#a\\x00\\xff\\r\\n\\\\\\*3(xy)é");
        assertThat(bytes)
                .containsExactly('#', 'a', 0, 0xff, '\r', '\n', '\\', 'x', 'y', 'x', 'y', 'x', 'y', 0xc3, 0xa9);
        assertThat(Fuzz.bytes(Fuzz.escaped(bytes))).isEqualTo(bytes);
        assertThat(Fuzz.escaped(bytes)).startsWith("\\x23a\\x00");
    }

    @Test
    void aFailureNamesASeedThatRepeatsItAndTheInput() {
        assertThatThrownBy(() -> Fuzz.check(FuzzTest.class, (input, random) -> {
                    if (input.length > 0 && input[0] == 'X') {
                        throw new IllegalStateException("found");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)-Dfuzz.seed=\\d+, a line for the corpus:\nX.*")
                .hasRootCauseMessage("found");
    }

    @Test
    void theSameSeedGivesTheSameInputs() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        Fuzz.check(FuzzTest.class, (input, random) -> first.add(Arrays.hashCode(input) ^ random.nextInt()));
        Fuzz.check(FuzzTest.class, (input, random) -> second.add(Arrays.hashCode(input) ^ random.nextInt()));
        if (Long.getLong("fuzz.seconds", 0) == 0) {
            assertThat(second).isEqualTo(first);
        }
        assertThat(first).hasSizeGreaterThan(100);
    }
}

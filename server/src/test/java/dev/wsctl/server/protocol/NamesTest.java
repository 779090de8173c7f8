package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void aNameHasOneTo64CharactersHoweverManyUnitsEachTakes() {
        assertThat(DisplayName.isValid("")).isFalse();
        assertThat(DisplayName.isValid("a".repeat(64))).isTrue();
        assertThat(DisplayName.isValid("a".repeat(65))).isFalse();
        assertThat(DisplayName.isValid("😀".repeat(64))).isTrue();
        assertThat(DisplayName.isValid("😀".repeat(64) + "a")).isFalse();
    }

    @Test
    void aNameHasNoCharacterThatBreaksALineOrIsHalfOfOne() {
        for (String bad :
                new String[] {"\n", "\u0000", "\u0085", "\u2028", "\u2029", "\ud83d", "\ude00", "\ude00\ud83d"}) {
            assertThat(DisplayName.isValid("ada" + bad)).isFalse();
            assertThat(DisplayName.isValid(bad + "ada")).isFalse();
        }
        assertThat(DisplayName.isValid("Ådå Löve 愛 👩‍🚀")).isTrue();
    }

    @Test
    void ofTwoIdsOfOneLifeOfAnInstanceTheOneWithTheLowerNumberCameFirst() {
        MessageIds ids = new MessageIds("a-1", 1_700_000_000_000L);
        String first = ids.next();
        String second = ids.next() + "-0123456789abcdef";
        assertThat(MessageIds.isBefore("a-1", first, second)).isTrue();
        assertThat(MessageIds.isBefore("a-1", second, first)).isFalse();
        assertThat(MessageIds.isBefore("a-1", first, first)).isFalse();
        String later = new MessageIds("a-1", 1_700_000_000_001L).next();
        assertThat(MessageIds.isBefore("a-1", first, later)).isFalse();
        assertThat(MessageIds.isBefore("a", first, second)).isFalse();
        assertThat(MessageIds.isBefore("a-1", "a-1-x-", second)).isFalse();
        assertThat(MessageIds.isBefore("a-1", "a-1-x-1", "a-1-x-99999999999999999999"))
                .isFalse();
    }

    @Test
    void onlyANameLikeThoseTheServerMakesUpIsAGuests() {
        assertThat(Standing.of("guest-0123abcd")).isEqualTo(Standing.GUEST);
        for (String chosen : new String[] {"guest-", "guest-0123abcde", "guest-0123ABCD", "a guest-0123abcd", "ada"}) {
            assertThat(Standing.of(chosen)).isEqualTo(Standing.MEMBER);
        }
    }
}

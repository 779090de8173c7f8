package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.testing.Fuzz;
import io.lettuce.core.RedisCommandExecutionException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What nodes of a Cluster say of each other leads to addresses that can be dialled, or nowhere. */
@Tag("fuzz")
class ClusterAnswersFuzzTest {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.:%-]*:[0-9]{1,5}");

    private static void isAddress(@Nullable String address) {
        assertThat(address).matches(ADDRESS);
        int port = Integer.parseInt(
                String.valueOf(address).substring(String.valueOf(address).lastIndexOf(':') + 1));
        assertThat(port).isBetween(1, 65_535);
    }

    @Test
    @DisplayName("D8 whatever a node refuses with, it is a redirection to a slot and an address that exist, or none")
    void aRefusalIsARedirectionOrNone() {
        Fuzz.check(ClusterAnswersFuzzTest.class, (input, random) -> {
            String text = new String(input, StandardCharsets.UTF_8);
            Redirection where = Redirection.of(new RedisCommandExecutionException(text));
            if (where != null) {
                assertThat(where.slot()).isBetween(0, SlotMap.SLOTS - 1);
                isAddress(where.address());
                isAddress(SlotMap.UNKNOWN
                        .with(where.slot(), where.address())
                        .masters()
                        .get(0));
            }
        });
    }

    @Test
    @DisplayName("E14 any answer to CLIENT INFO is who a connection is, or nobody")
    void anAnswerIsAnIdentityOrNone() {
        Fuzz.check(ClusterAnswersFuzzTest.class, (input, random) -> {
            Fence.Identity identity = Fence.Identity.parse(new String(input, StandardCharsets.UTF_8));
            if (identity != null) {
                assertThat(identity.id()).isNotNegative();
                assertThat(identity.address()).isNotEmpty().doesNotContainAnyWhitespaces();
            }
        });
    }

    @Test
    @DisplayName("D8 any answer to CLUSTER NODES is a map of slots to addresses, or refused in one way")
    void anAnswerIsAMapOrRefused() {
        Fuzz.check(ClusterAnswersFuzzTest.class, (input, random) -> {
            SlotMap map;
            try {
                map = SlotMap.parse(new String(input, StandardCharsets.UTF_8), "127.0.0.1");
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
                return;
            }
            map.masters().forEach(ClusterAnswersFuzzTest::isAddress);
            map.nodes().forEach(ClusterAnswersFuzzTest::isAddress);
            for (String master : map.masters()) {
                int slot = 0;
                while (!master.equals(map.owner(slot))) {
                    slot++;
                }
                assertThat(map.with(slot, "10.0.0.9:7000").owner(slot)).isEqualTo("10.0.0.9:7000");
            }
        });
    }
}

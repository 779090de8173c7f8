package dev.wsctl.load.report;

import dev.wsctl.load.report.LoadReport.Pair;
import java.util.List;
import java.util.Locale;

/**
 * The ways between instances on which nothing at all came. A generator that is late makes messages late; it does not
 * make every one of a way's vanish while others come.
 */
final class SilentWays {

    /** Fewer deliveries than this on a way prove nothing. */
    private static final int ENOUGH = 10;

    private SilentWays() {}

    /** @return none, or one reason in words; empty too if nothing came on any way, which may have any cause */
    static List<String> in(List<Pair> matrix) {
        List<Pair> silent = matrix.stream()
                .filter(way -> way.isSilent() && way.expected() >= ENOUGH)
                .toList();
        if (silent.isEmpty() || matrix.stream().allMatch(way -> way.delivered() == 0)) {
            return List.of();
        }
        Pair first = silent.get(0);
        String one = String.format(
                Locale.ROOT,
                "nothing sent at %s came to %s: %,d deliveries lost",
                first.from(),
                first.to(),
                first.lost());
        return List.of(
                silent.size() == 1
                        ? one
                        : one
                                + String.format(
                                        Locale.ROOT, "; so it is on %d of %d ways", silent.size(), matrix.size()));
    }
}

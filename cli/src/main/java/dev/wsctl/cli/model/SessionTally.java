package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan for session keys found.
 *
 * @param scanned keys looked at
 * @param gaps what was left out and why, one line each; where there are any, {@code count} is a lower bound
 */
public record SessionTally(
        long count,
        List<String> gaps,
        long scanned,
        List<Family> families,
        @Nullable Ttl ttl) {
    public SessionTally {
        gaps = List.copyOf(gaps);
        families = List.copyOf(families);
    }

    /** The same, with more that was left out. */
    public SessionTally without(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(gaps);
        return new SessionTally(count, all, scanned, families, ttl);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    /** Keys of one pattern. */
    public record Family(SessionFamily family, long count) {}

    /**
     * Time to live over a sample of the session keys.
     *
     * @param sampled how many were asked
     * @param none how many of those never expire
     * @param min null, like the others, when all never expire
     */
    public record Ttl(
            int sampled,
            int none,
            @Nullable Duration min,
            @Nullable Duration p50,
            @Nullable Duration max) {}
}

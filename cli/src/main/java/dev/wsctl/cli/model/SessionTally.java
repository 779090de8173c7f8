package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan for session keys found.
 *
 * @param scanned keys looked at
 * @param partial the scan was cut by a deadline or limit: {@code count} is a lower bound
 */
public record SessionTally(
        long count,
        boolean partial,
        long scanned,
        List<Family> families,
        @Nullable Ttl ttl) {
    public SessionTally {
        families = List.copyOf(families);
    }

    /** Keys of one pattern. */
    public record Family(String pattern, String framework, long count) {}

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

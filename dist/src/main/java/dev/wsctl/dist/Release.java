package dev.wsctl.dist;

import java.time.Instant;
import java.util.Locale;

/**
 * What the packages are packages of.
 *
 * @param version as Maven says it
 * @param date of every file inside
 */
record Release(String version, Instant date) {

    /** A snapshot sorts before its release. */
    String debianVersion() {
        return version.toLowerCase(Locale.ROOT)
                .replace("-snapshot", "~snapshot")
                .replace('-', '.');
    }
}

package dev.wsctl.cli.check.doctor;

import java.time.Duration;
import java.util.List;

/** Values within sentences. */
final class Text {
    private Text() {}

    /** {@code 2 s}, {@code 1.5 s}. */
    static String seconds(Duration duration) {
        return Unit.plain(Math.round(duration.toMillis() / 100.0) / 10.0) + " s";
    }

    static String bytes(long bytes) {
        return Unit.BYTES.show((double) bytes);
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** {@code 1 key}, {@code 2 keys}. */
    static String count(long n, String one) {
        return n + " " + (n == 1 ? one : one + "s");
    }

    /** {@code 1 client publishes}, {@code 2 clients publish}. */
    static String count(long n, String one, String does, String all) {
        return count(n, one) + " " + (n == 1 ? does : all);
    }

    /** {@code 1 entry}, {@code 2 entries}. */
    static String entries(long n) {
        return n + (n == 1 ? " entry" : " entries");
    }

    /** The first few, and how many more there are. */
    static String some(List<String> names) {
        int shown = Math.min(names.size(), 3);
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }
}

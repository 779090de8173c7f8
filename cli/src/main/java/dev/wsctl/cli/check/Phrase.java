package dev.wsctl.cli.check;

import java.util.List;

/** Lists within a sentence. */
final class Phrase {
    private Phrase() {}

    /** {@code a, b and c}. */
    static String names(List<String> names, String last) {
        int n = names.size();
        return n < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, n - 1)) + " " + last + " " + names.get(n - 1);
    }
}

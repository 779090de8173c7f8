package dev.wsctl.cli.exit;

/** What somebody probably meant to type. */
public final class Closest {
    private Closest() {}

    /** The name with the fewest edits, or an empty string when none is near. */
    public static String to(String typed, Iterable<String> names) {
        String best = "";
        int fewest = Math.max(2, typed.length() / 2) + 1;
        for (String name : names) {
            int edits = name.startsWith(typed) ? 1 : edits(typed, name);
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

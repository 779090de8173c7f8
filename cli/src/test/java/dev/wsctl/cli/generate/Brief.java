package dev.wsctl.cli.generate;

/** Descriptions as short as a list of completions wants them. */
final class Brief {
    private Brief() {}

    /** The first sentence, without its full stop and without what stands behind a semicolon. */
    static String of(String description) {
        String text = description;
        for (String end : new String[] {". ", "; "}) {
            int stop = text.indexOf(end);
            text = stop < 0 ? text : text.substring(0, stop);
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}

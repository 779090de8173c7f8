package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
public final class Wrap {
    private Wrap() {}

    /** A word longer than a line stands on a line of its own, whole: a command one can't copy helps nobody. */
    public static List<String> at(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
